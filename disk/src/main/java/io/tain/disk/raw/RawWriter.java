package io.tain.disk.raw;

import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.DataWindows;
import io.tain.disk.copy.SparseWriting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;

/// Writes a disk as a sparse file: its holes, and every 4 KiB of zeros, become holes.
public final class RawWriter implements DiskWriter {
  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    file.setLength(disk.sizeBytes());
    FileChannel channel = file.getChannel();
    new DataWindows(disk)
        .forEachInParallel((offset, data) -> SparseWriting.write(channel, data, offset));
  }
}
