package io.tain.disk.vhd;

import io.tain.base.local.FileWriting;
import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.ContentName;
import io.tain.disk.copy.DataWindows;
import io.tain.disk.copy.SparseWriting;
import io.tain.disk.copy.ZeroRuns;
import java.io.IOException;
import java.io.RandomAccessFile;

/// Writes a disk as a fixed VHD: its bytes and a footer; zeros are holes of the file.
///
/// Equal disks give equal files.
public final class FixedVhdWriter implements DiskWriter {
  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    long sizeBytes = VhdSize.of(disk.sizeBytes());
    var name = new ContentName("vhd", sizeBytes);
    var channel = file.getChannel();
    new DataWindows(disk)
        .forEachInOrder(
            (offset, data) -> {
              if (!ZeroRuns.isZero(data)) {
                name.add(offset, data);
                SparseWriting.write(channel, data, offset);
              }
            });
    FileWriting.write(channel, VhdFooter.ofFixed(sizeBytes, name.id()).bytes(), sizeBytes);
  }
}
