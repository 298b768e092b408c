package io.tain.store.cut;

import io.tain.disk.DiskLayout;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import java.util.List;

/// What is cut, and by which hints.
///
/// @param layout the order of the disk's parts; may be wrong or incomplete, no byte is lost by it
/// @param gridOrigins where the 4 KiB grid starts anew, in bytes, such as the partitions' starts;
///     multiples of 512 in any order; those outside the disk are without effect
public record CutSource(VirtualDisk disk, DiskLayout layout, List<Long> gridOrigins) {
  static final int SECTOR_BYTES = 512;

  public CutSource {
    gridOrigins = List.copyOf(gridOrigins);
    if (gridOrigins.stream().anyMatch(origin -> origin < 0 || origin % SECTOR_BYTES != 0)) {
      throw new IllegalArgumentException("not on sectors: " + gridOrigins);
    }
  }

  /// A disk that is cut in disk order, with a grid for each of its partitions.
  public static CutSource inDiskOrder(VirtualDisk disk, PartitionTable partitions) {
    return of(disk, partitions, DiskLayout.DISK_ORDER);
  }

  /// A disk that is cut by a layout, and where that says nothing with a grid for each partition.
  public static CutSource of(VirtualDisk disk, PartitionTable partitions, DiskLayout layout) {
    var origins = partitions.partitions().stream().map(CutSource::start).toList();
    return new CutSource(disk, layout, origins);
  }

  private static long start(Partition partition) {
    return partition.range().offset();
  }
}
