package io.tain.disk.vhd;

import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.layout.LayoutWriting;
import java.io.IOException;
import java.io.RandomAccessFile;

/// Writes a disk as a dynamic VHD.
///
/// Blocks of zeros are left out; equal disks give equal files.
public final class DynamicVhdWriter implements DiskWriter {
  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    LayoutWriting.write(new DynamicVhdLayoutRules(disk.sizeBytes()), disk, file);
  }
}
