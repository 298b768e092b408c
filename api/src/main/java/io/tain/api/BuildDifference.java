package io.tain.api;

import java.util.List;

/// How a disk that was built again differs from the one that the same lock gave before.
///
/// @param earlier the version that was built before; empty when there is none
/// @param blockCount how many blocks of `blockBytes` differ
/// @param runs the first of them, neighbours together, in ascending order
public record BuildDifference(
    String earlier, long blockCount, long blockBytes, List<DifferentRun> runs) {
  public BuildDifference {
    runs = List.copyOf(runs);
  }

  /// Blocks side by side that differ, all in one partition.
  ///
  /// @param partition its number; 0 outside of all
  /// @param offsetBytes on the whole disk
  /// @param path a file that has bytes there; empty when none is known
  public record DifferentRun(int partition, long offsetBytes, long lengthBytes, String path) {}
}
