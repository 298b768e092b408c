package io.tain.disk.qcow2;

import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.DataWindows;
import io.tain.disk.copy.NewFile;
import java.io.IOException;
import java.nio.file.Path;

/// Writes a disk as qcow2 version 3, uncompressed, with clusters of 64 KiB.
///
/// Clusters of zeros are left out; equal disks give equal files.
public final class Qcow2Writer implements DiskWriter {
  @Override
  public void write(VirtualDisk disk, Path target) throws IOException {
    try (var file = NewFile.create(target, 0)) {
      var layout = new Qcow2Layout(disk.sizeBytes());
      var allocation = new Qcow2Allocation(layout, file.channel());
      file.fill(
          () -> {
            new DataWindows(disk).forEachInOrder(allocation::write);
            allocation.finish();
          });
    }
  }
}
