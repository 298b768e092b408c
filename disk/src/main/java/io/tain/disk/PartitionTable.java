package io.tain.disk;

import java.util.List;

/// The partitions of a disk, as its table lists them.
///
/// @param partitions in the order of their numbers; they do not overlap
public record PartitionTable(Scheme scheme, List<Partition> partitions) {
  /// A disk without a partition table.
  public static final PartitionTable NONE = new PartitionTable(Scheme.NONE, List.of());

  public PartitionTable {
    partitions = List.copyOf(partitions);
  }

  /// How the table is written.
  public enum Scheme {
    NONE,
    MBR,
    GPT
  }
}
