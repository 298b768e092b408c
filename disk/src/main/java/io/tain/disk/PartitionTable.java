package io.tain.disk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The partitions of a disk, as its table lists them.
///
/// @param partitions in the order of their numbers; they do not overlap
public record PartitionTable(Scheme scheme, List<Partition> partitions) {
  /// A disk without a partition table.
  public static final PartitionTable NONE = new PartitionTable(Scheme.NONE, List.of());

  public PartitionTable {
    partitions = List.copyOf(partitions);
  }

  /// The first two of some partitions that share a byte, in the order of the disk.
  public static Optional<Overlap> overlap(List<Partition> partitions) {
    var byOffset = new ArrayList<>(partitions);
    byOffset.sort(Comparator.comparingLong(partition -> partition.range().offset()));
    for (int i = 1; i < byOffset.size(); i++) {
      Partition before = byOffset.get(i - 1);
      Partition after = byOffset.get(i);
      if (before.range().end() > after.range().offset()) {
        return Optional.of(new Overlap(before, after));
      }
    }
    return Optional.empty();
  }

  /// Two partitions that share a byte.
  public record Overlap(Partition before, Partition after) {
    /// The refusal of a table with such partitions.
    public MalformedDiskException refusal(String format) {
      return new MalformedDiskException(
          format,
          "G1",
          after.range().offset(),
          "partitions that do not overlap",
          "%d and %d".formatted(before.number(), after.number()));
    }
  }

  /// How the table is written.
  public enum Scheme {
    NONE,
    MBR,
    GPT
  }
}
