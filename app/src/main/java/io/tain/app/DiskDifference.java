package io.tain.app;

import io.tain.base.ByteRange;
import java.util.List;

/// Where two disks differ.
///
/// @param blockCount how many blocks of [#BLOCK_BYTES] differ
/// @param runs the first of them, neighbours together, in ascending order; at most [#MAX_RUNS]
public record DiskDifference(long blockCount, List<Run> runs) {
  /// What is compared as one, on the grid that file systems write on.
  public static final int BLOCK_BYTES = 4096;

  /// How many runs are told.
  public static final int MAX_RUNS = 16;

  /// Two disks that are equal.
  public static final DiskDifference NONE = new DiskDifference(0, List.of());

  public DiskDifference {
    runs = List.copyOf(runs);
  }

  /// Blocks side by side that differ, all in one partition.
  ///
  /// @param partition its number; 0 outside of all
  /// @param range on the whole disk
  /// @param path a file that has bytes there; empty when none is known
  public record Run(int partition, ByteRange range, String path) {}
}
