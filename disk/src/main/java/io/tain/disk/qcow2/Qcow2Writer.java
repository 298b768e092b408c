package io.tain.disk.qcow2;

import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.DataWindows;
import java.io.IOException;
import java.io.RandomAccessFile;

/// Writes a disk as qcow2 version 3, uncompressed, with clusters of 64 KiB.
///
/// Clusters of zeros are left out; equal disks give equal files.
public final class Qcow2Writer implements DiskWriter {
  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    var layout = new Qcow2Layout(disk.sizeBytes());
    var allocation = new Qcow2Allocation(layout, file.getChannel());
    new DataWindows(disk).forEachInOrder(allocation::write);
    allocation.finish();
  }
}
