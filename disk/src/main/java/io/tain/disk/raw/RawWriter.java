package io.tain.disk.raw;

import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.DataWindows;
import io.tain.disk.copy.NewFile;
import io.tain.disk.copy.ZeroRuns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Writes a disk as a sparse file: its holes, and every 4 KiB of zeros, become holes.
public final class RawWriter implements DiskWriter {
  @Override
  public void write(VirtualDisk disk, Path target) throws IOException {
    try (var file = NewFile.create(target, disk.sizeBytes())) {
      file.fill(
          () ->
              new DataWindows(disk)
                  .forEachInParallel((offset, data) -> writeRuns(file, offset, data)));
    }
  }

  private static void writeRuns(NewFile file, long offset, ByteBuffer data) throws IOException {
    var runs = new ZeroRuns(data);
    while (runs.next()) {
      writeFully(file.channel(), offset + runs.start(), data.slice(runs.start(), runs.length()));
    }
  }

  private static void writeFully(FileChannel channel, long offset, ByteBuffer data)
      throws IOException {
    long at = offset;
    while (data.hasRemaining()) {
      at += channel.write(data, at);
    }
  }
}
