package io.tain.disk.registry;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskLimits;
import io.tain.disk.OpenedDisk;
import io.tain.disk.PartitionTable;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.Violation;
import io.tain.disk.VirtualDisk;
import io.tain.disk.qcow2.Qcow2Disk;
import io.tain.disk.qcow2.Qcow2Facts;
import io.tain.disk.registry.PartitionTables.CheckedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything found out about a file before its content is used; holds the file open.
///
/// For one thread.
final class Inspection implements AutoCloseable {
  private final VirtualDisk bytes;
  private final DiskLimits limits;
  private final Detection detection;
  private final List<TainException> refusals = new ArrayList<>();
  private final List<Violation> notices = new ArrayList<>();
  private long claimedSizeBytes;
  private @Nullable VirtualDisk disk;
  private @Nullable Qcow2Facts qcow2;
  private PartitionTable partitions = PartitionTable.NONE;

  private Inspection(VirtualDisk bytes, DiskLimits limits, Detection detection) {
    this.bytes = bytes;
    this.limits = limits;
    this.detection = detection;
  }

  /// Applies all rules to the bytes of a file; what is broken is collected, not thrown.
  static Inspection of(VirtualDisk bytes, DiskLimits limits) throws IOException {
    var inspection = new Inspection(bytes, limits, Detection.of(bytes));
    inspection.run();
    return inspection;
  }

  Detection detection() {
    return detection;
  }

  List<Violation> violations() {
    return refusals.stream().map(Violation::of).toList();
  }

  List<Violation> notices() {
    return notices;
  }

  PartitionTable partitions() {
    return partitions;
  }

  VirtualDisk bytes() {
    return bytes;
  }

  /// The virtual size in the header of a qcow2 file, be it true or not; 0 when there is none.
  long claimedSizeBytes() {
    return claimedSizeBytes;
  }

  /// The facts of a qcow2 file whose header is sound.
  Optional<Qcow2Facts> qcow2() {
    return Optional.ofNullable(qcow2);
  }

  /// The disk, or the first refusal; a file that is refused is closed.
  OpenedDisk orThrow() throws IOException {
    if (disk == null || !refusals.isEmpty()) {
      try (var _ = this) {
        throw refusals.getFirst();
      }
    }
    return new OpenedDisk(detection.format(), disk, partitions, notices);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  private void run() throws IOException {
    notices.addAll(detection.notices());
    detection.refusal(bytes).ifPresent(refusals::add);
    try {
      if (detection.names().contains(Signature.QCOW2)) {
        refusals.addAll(Qcow2Disk.refusals(bytes));
        claimedSizeBytes = Qcow2Disk.claimedSizeBytes(bytes);
      }
      if (refusals.isEmpty()) {
        openDisk();
      }
    } catch (TainException refusal) {
      refusals.add(refusal);
    }
  }

  private void openDisk() throws IOException {
    VirtualDisk opened =
        switch (detection.format()) {
          case RAW -> bytes;
          case QCOW2 -> openQcow2();
        };
    checkLimits(opened.sizeBytes());
    if (refusals.isEmpty()) {
      CheckedTable checked = PartitionTables.check(opened);
      partitions = checked.table();
      notices.addAll(checked.notices());
      disk = opened;
    }
  }

  private VirtualDisk openQcow2() throws IOException {
    Qcow2Disk opened = Qcow2Disk.open(bytes);
    qcow2 = opened.facts();
    if (qcow2.isDirty()) {
      notices.add(new Violation("", "Q3", 72, "dirty: not closed by what wrote it last"));
    }
    if (qcow2.snapshots() > 0) {
      notices.add(
          new Violation("", "Q7", 60, "%d snapshots left out".formatted(qcow2.snapshots())));
    }
    return opened;
  }

  private void checkLimits(long sizeBytes) {
    if (sizeBytes > limits.maxVirtualSizeBytes()) {
      refusals.add(
          TainException.of(
              ErrorCode.QUOTA_EXCEEDED,
              "what",
              "virtual size in bytes",
              "limit",
              limits.maxVirtualSizeBytes(),
              "found",
              sizeBytes,
              "rule",
              "D3",
              "detail",
              "virtual size " + sizeBytes));
    }
    long dataBytes = qcow2 == null ? 0 : qcow2.dataBytes();
    if (dataBytes > limits.freeExpansionBytes()
        && dataBytes / limits.maxExpansionRatio() > bytes.sizeBytes()) {
      refusals.add(
          new UnsafeDiskException(
              DiskFormat.QCOW2.toString(),
              "D3",
              0,
              "%d bytes of data in a file of %d bytes".formatted(dataBytes, bytes.sizeBytes())));
    }
  }
}
