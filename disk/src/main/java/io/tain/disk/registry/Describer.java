package io.tain.disk.registry;

import io.tain.base.ByteRange;
import io.tain.disk.ContainedDisk;
import io.tain.disk.DiskDescription;
import io.tain.disk.DiskDescription.Allocation;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import io.tain.disk.wrap.Wrapper;
import java.io.IOException;
import java.util.Optional;

/// Turns an inspection into what is told about the file.
final class Describer {
  private static final long WINDOW_BYTES = 1L << 30;

  private Describer() {}

  static DiskDescription describe(Inspection inspection) throws IOException {
    VirtualDisk file = inspection.file();
    Optional<ContainedDisk> contained = inspection.contained();
    long allocatedBytes = dataBytes(file);
    boolean isPlain = inspection.detection().isPlain();
    return new DiskDescription(
        inspection.detection().name(),
        inspection.wrapper().map(Wrapper::toString).orElse(""),
        file.sizeBytes(),
        allocatedBytes,
        isPlain ? inspection.bytes().sizeBytes() : inspection.claimedSizeBytes(),
        contained.map(ContainedDisk::dataBytes).orElse(isPlain ? dataBytes(inspection.bytes()) : 0),
        contained.map(ContainedDisk::allocation).orElse(Allocation.NONE),
        inspection.partitions(),
        inspection.violations(),
        inspection.notices());
  }

  /// How much of a disk is no hole.
  static long dataBytes(VirtualDisk disk) throws IOException {
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
