package io.tain.disk.qcow2;

import io.tain.disk.Compression;
import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.BufferPool;
import io.tain.disk.copy.DataWindows;
import io.tain.disk.layout.LayoutWriting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/// Writes a disk as qcow2 version 3 with clusters of 64 KiB, plain or compressed.
///
/// Clusters are compressed by several threads at once. Clusters of zeros are left out; equal disks
/// give equal files.
public final class Qcow2Writer implements DiskWriter {
  private final Compression compression;

  /// Writes plain clusters.
  public Qcow2Writer() {
    this(Compression.NONE);
  }

  /// Writes clusters compressed where that makes them smaller.
  public Qcow2Writer(Compression compression) {
    this.compression = compression;
  }

  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    switch (compression) {
      case NONE -> LayoutWriting.write(new Qcow2LayoutRules(disk.sizeBytes()), disk, file);
      case ZLIB -> writePacked(disk, file, new DeflateEncoder());
      case ZSTD -> writePacked(disk, file, new ZstdEncoder());
    }
  }

  private static void writePacked(VirtualDisk disk, RandomAccessFile file, ClusterEncoder encoder)
      throws IOException {
    var allocation = new Qcow2Allocation(new Qcow2Layout(disk.sizeBytes()), file.getChannel());
    var scratch = new BufferPool(Qcow2Layout.CLUSTER_BYTES);
    try (encoder) {
      new DataWindows(disk)
          .forEachInOrder(
              (offset, data) -> packed(offset, data, encoder, scratch),
              (_, clusters) -> allocation.write(clusters));
      allocation.finish(encoder.type());
    }
  }

  private static PackedClusters packed(
      long offset, ByteBuffer data, ClusterEncoder encoder, BufferPool scratch) {
    ByteBuffer taken = scratch.take();
    try {
      return PackedClusters.of(offset, data, encoder, taken);
    } finally {
      scratch.giveBack(taken);
    }
  }
}
