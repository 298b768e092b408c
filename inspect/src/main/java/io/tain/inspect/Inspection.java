package io.tain.inspect;

import io.tain.disk.PartitionTable;
import java.util.List;
import java.util.Optional;

/// What was found inside a disk.
///
/// @param partitions in the order of the disk's table, then logical volumes by their names
/// @param systems one for each partition with an os-release file, in the same order
public record Inspection(
    PartitionTable.Scheme scheme,
    List<PartitionContent> partitions,
    List<InstalledSystem> systems) {
  public Inspection {
    partitions = List.copyOf(partitions);
    systems = List.copyOf(systems);
  }

  /// The operating system on the first partition that holds one.
  public Optional<InstalledSystem> system() {
    return systems.stream().findFirst();
  }
}
