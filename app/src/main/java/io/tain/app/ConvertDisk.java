package io.tain.app;

import io.tain.disk.DiskFormat;
import io.tain.disk.OpenedDisk;
import io.tain.disk.WriteOptions;
import io.tain.disk.copy.NewFile;
import io.tain.disk.registry.DiskFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the disk of one file as a file of another format; needs no store.
public final class ConvertDisk {
  /// Converts it.
  ///
  /// @param target must not exist; it appears whole or not at all
  /// @param listener told how much of the data was read
  /// @throws io.tain.base.TainException if the source is unsafe, damaged or not supported; if the
  ///     format has no such options, or cannot hold a disk of this size; `file.exists`,
  ///     `file.no-space`, `file.forbidden`
  /// @throws IOException if a file cannot be read or written; the call may be repeated
  public Converted run(
      DiskFile source,
      Path target,
      DiskFormat format,
      WriteOptions options,
      TransferListener listener)
      throws IOException {
    var writer = DiskFormats.writer(format, options);
    try (OpenedDisk opened = source.open()) {
      long dataBytes = DiskFormats.dataBytes(opened.disk());
      var watched = new WatchedDisk(opened.disk(), dataBytes, listener);
      NewFile.write(writer, watched, target);
      return new Converted(
          opened.format(),
          format,
          format.writtenSizeBytes(opened.disk().sizeBytes()),
          dataBytes,
          Files.size(target));
    }
  }

  /// What was converted.
  ///
  /// @param virtualSizeBytes of the target
  /// @param dataBytes what is no hole in the source
  /// @param fileSizeBytes of the target
  public record Converted(
      DiskFormat from, DiskFormat to, long virtualSizeBytes, long dataBytes, long fileSizeBytes) {}
}
