package io.tain.disk.vmdk;

import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.layout.LayoutWriting;
import java.io.IOException;
import java.io.RandomAccessFile;

/// Writes a disk as VMDK of the type `monolithicSparse`.
///
/// Grains of zeros are left out; equal disks give equal files.
public final class SparseVmdkWriter implements DiskWriter {
  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    LayoutWriting.write(new SparseVmdkLayoutRules(disk.sizeBytes()), disk, file);
  }
}
