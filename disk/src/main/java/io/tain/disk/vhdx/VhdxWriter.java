package io.tain.disk.vhdx;

import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.layout.LayoutWriting;
import java.io.IOException;
import java.io.RandomAccessFile;

/// Writes a disk as a dynamic VHDX.
///
/// Blocks of zeros are left out; equal disks give equal files.
public final class VhdxWriter implements DiskWriter {
  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    LayoutWriting.write(new VhdxLayoutRules(disk.sizeBytes()), disk, file);
  }
}
