package io.tain.cli.disk;

import io.tain.disk.DiskDescription;
import io.tain.disk.Partition;
import io.tain.disk.Violation;
import java.util.List;
import java.util.Locale;

/// A disk file's description as programs read it.
///
/// @param scheme `gpt`, `mbr` or `none`
public record DiskInfo(
    String format,
    boolean safe,
    long virtualSizeBytes,
    long dataBytes,
    long fileSizeBytes,
    long allocatedBytes,
    long clusterBytes,
    String compression,
    long snapshots,
    String scheme,
    List<DiskPartition> partitions,
    List<Violation> violations,
    List<Violation> notices) {

  static DiskInfo of(DiskDescription disk) {
    return new DiskInfo(
        disk.format(),
        disk.isSafe(),
        disk.virtualSizeBytes(),
        disk.dataBytes(),
        disk.fileSizeBytes(),
        disk.allocatedBytes(),
        disk.allocation().clusterBytes(),
        disk.allocation().compression(),
        disk.allocation().snapshots(),
        disk.partitions().scheme().name().toLowerCase(Locale.ROOT),
        disk.partitions().partitions().stream().map(DiskPartition::of).toList(),
        disk.violations(),
        disk.notices());
  }

  /// One partition.
  public record DiskPartition(
      int number, long offsetBytes, long sizeBytes, String type, String id, String name) {
    static DiskPartition of(Partition partition) {
      return new DiskPartition(
          partition.number(),
          partition.range().offset(),
          partition.range().length(),
          partition.type(),
          partition.id(),
          partition.name());
    }
  }
}
