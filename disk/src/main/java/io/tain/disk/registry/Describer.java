package io.tain.disk.registry;

import io.tain.base.ByteRange;
import io.tain.disk.DiskDescription;
import io.tain.disk.DiskDescription.Allocation;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import io.tain.disk.qcow2.Qcow2Facts;
import java.io.IOException;
import java.util.Optional;

/// Turns an inspection into what is told about the file.
final class Describer {
  private static final long WINDOW_BYTES = 1L << 30;

  private Describer() {}

  static DiskDescription describe(Inspection inspection) throws IOException {
    VirtualDisk bytes = inspection.bytes();
    Optional<Qcow2Facts> qcow2 = inspection.qcow2();
    long allocatedBytes = dataBytes(bytes);
    boolean isRaw = inspection.detection().isRaw();
    return new DiskDescription(
        inspection.detection().name(),
        bytes.sizeBytes(),
        allocatedBytes,
        isRaw ? bytes.sizeBytes() : inspection.claimedSizeBytes(),
        qcow2.map(Qcow2Facts::dataBytes).orElse(isRaw ? allocatedBytes : 0),
        qcow2.map(Describer::allocation).orElse(Allocation.NONE),
        inspection.partitions(),
        inspection.violations(),
        inspection.notices());
  }

  private static Allocation allocation(Qcow2Facts facts) {
    return new Allocation(
        facts.clusterBytes(),
        facts.compressedClusters() > 0 ? facts.compression() : "none",
        facts.snapshots());
  }

  private static long dataBytes(VirtualDisk disk) throws IOException {
    long dataBytes = 0;
    for (long at = 0; at < disk.sizeBytes(); at += WINDOW_BYTES) {
      long end = Math.min(at + WINDOW_BYTES, disk.sizeBytes());
      for (Extent extent : disk.extents(ByteRange.between(at, end))) {
        dataBytes += extent instanceof Extent.Data(var range) ? range.length() : 0;
      }
    }
    return dataBytes;
  }
}
