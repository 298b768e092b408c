package io.tain.fs.registry;

import io.tain.disk.VirtualDisk;
import io.tain.fs.FileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Opens the file system that a disk or partition holds, and names what it cannot open.
public final class FileSystems {
  private FileSystems() {}

  /// The file system of a partition; empty when `identify` names one that Tain does not read.
  ///
  /// @param partition stays the caller's; must stay open as long as the file system is used
  /// @throws io.tain.fs.MalformedFileSystemException if it is one that Tain reads, but damaged
  /// @throws io.tain.fs.UnsupportedFileSystemException if it uses a feature that Tain does not read
  public static Optional<FileSystem> open(VirtualDisk partition) throws IOException {
    return Optional.empty();
  }

  /// What a partition holds, in one word: `ext4`, `vfat`, `xfs`, `luks`, `lvm`, `swap` and so on.
  ///
  /// @return `empty` when its first 128 KiB are zeros, `unknown` when no signature matches,
  ///     `ambiguous` when the signatures of two formats do
  public static String identify(VirtualDisk partition) throws IOException {
    byte[] window = new byte[(int) Math.min(Signature.WINDOW_BYTES, partition.sizeBytes())];
    partition.read(0, ByteBuffer.wrap(window));
    List<String> types =
        Signature.ALL.stream()
            .filter(signature -> signature.matches(window))
            .map(Signature::type)
            .distinct()
            .toList();
    return switch (types.size()) {
      case 0 -> isZero(window) ? "empty" : "unknown";
      case 1 -> types.getFirst();
      default -> "ambiguous";
    };
  }

  private static boolean isZero(byte[] window) {
    for (byte b : window) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
