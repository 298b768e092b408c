package io.tain.disk.vhd;

import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.layout.LayoutWriting;
import java.io.IOException;
import java.io.RandomAccessFile;

/// Writes a disk as a fixed VHD: its bytes and a footer; zeros are holes of the file.
///
/// Equal disks give equal files.
public final class FixedVhdWriter implements DiskWriter {
  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    LayoutWriting.write(new FixedVhdLayoutRules(disk.sizeBytes()), disk, file);
  }
}
