package io.tain.disk;

import java.util.List;

/// In what order and on which grid a disk should be cut: hints, never needed for correctness.
///
/// @param regions in cutting order; what no region covers is cut in disk order after them
public record DiskLayout(List<Region> regions) {
  /// No hints: the disk is cut in disk order.
  public static final DiskLayout DISK_ORDER = new DiskLayout(List.of());

  public DiskLayout {
    regions = List.copyOf(regions);
  }
}
