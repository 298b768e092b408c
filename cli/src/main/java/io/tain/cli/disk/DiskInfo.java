package io.tain.cli.disk;

import io.tain.app.DescribeDisk;
import io.tain.disk.DiskArchive.Item;
import io.tain.disk.DiskArchive.Product;
import io.tain.disk.DiskDescription;
import io.tain.disk.Partition;
import io.tain.disk.Violation;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A disk file's description as programs read it.
///
/// @param wrapper what the disk lies in, from the inside: `gzip`, `ova`; empty when there is none
/// @param safe true when everything was looked at, and no rule is broken
/// @param verified false when a part was not read that is needed for a verdict
/// @param scheme `gpt`, `mbr` or `none`
/// @param fileSystem of a disk without partitions; empty for others, and for one that is refused
/// @param problem the code of the error that kept it from being read
/// @param fileSystemNotices what is unusual about that file system, such as `journal-replayed`
/// @param products that an archive says it holds
/// @param volumes the logical volumes on its partitions
/// @param disks of an archive; none for a file that is a disk itself
public record DiskInfo(
    String format,
    String wrapper,
    boolean safe,
    boolean verified,
    long virtualSizeBytes,
    long dataBytes,
    long fileSizeBytes,
    long allocatedBytes,
    long clusterBytes,
    String compression,
    long snapshots,
    String scheme,
    String fileSystem,
    String problem,
    List<String> fileSystemNotices,
    List<Product> products,
    List<Item> disks,
    List<DiskPartition> partitions,
    List<DiskVolume> volumes,
    List<Violation> violations,
    List<Violation> notices) {

  static DiskInfo of(DescribeDisk.Described described) {
    DiskDescription disk = described.disk();
    return new DiskInfo(
        disk.format(),
        disk.wrapper(),
        disk.isSafe(),
        disk.isVerified(),
        disk.virtualSizeBytes(),
        disk.dataBytes(),
        disk.fileSizeBytes(),
        disk.allocatedBytes(),
        disk.allocation().clusterBytes(),
        disk.allocation().compression(),
        disk.allocation().snapshots(),
        disk.partitions().scheme().name().toLowerCase(Locale.ROOT),
        described.content().fileSystem(),
        described.content().problem(),
        described.content().notices(),
        disk.archive().products(),
        disk.archive().disks(),
        partitions(described),
        described.volumes().stream().map(DiskVolume::of).toList(),
        disk.violations(),
        disk.notices());
  }

  private static List<DiskPartition> partitions(DescribeDisk.Described described) {
    List<Partition> partitions = described.disk().partitions().partitions();
    return IntStream.range(0, partitions.size())
        .mapToObj(i -> DiskPartition.of(partitions.get(i), described.content(i)))
        .toList();
  }

  /// One partition.
  ///
  /// @param problem the code of the error that kept its file system from being read
  /// @param notices what is unusual about its file system, such as `journal-replayed`
  public record DiskPartition(
      int number,
      long offsetBytes,
      long sizeBytes,
      String fileSystem,
      String problem,
      List<String> notices,
      String type,
      String id,
      String name) {
    static DiskPartition of(Partition partition, DescribeDisk.Content content) {
      return new DiskPartition(
          partition.number(),
          partition.range().offset(),
          partition.range().length(),
          content.fileSystem(),
          content.problem(),
          content.notices(),
          partition.type(),
          partition.id(),
          partition.name());
    }
  }

  /// One logical volume.
  ///
  /// @param name `GROUP/NAME`
  /// @param type how it is made, such as `linear`, `striped` or `thin`
  /// @param problem the code of the error that kept its file system from being read
  /// @param notices what is unusual about its file system, such as `journal-replayed`
  public record DiskVolume(
      String name,
      String type,
      String id,
      long sizeBytes,
      String fileSystem,
      String problem,
      List<String> notices) {
    static DiskVolume of(DescribeDisk.LogicalContent volume) {
      return new DiskVolume(
          volume.name(),
          volume.type(),
          volume.id(),
          volume.sizeBytes(),
          volume.content().fileSystem(),
          volume.content().problem(),
          volume.content().notices());
    }
  }
}
