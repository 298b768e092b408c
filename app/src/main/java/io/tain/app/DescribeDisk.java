package io.tain.app;

import io.tain.disk.DiskDescription;
import io.tain.disk.OpenedDisk;
import io.tain.disk.registry.DiskFormats;
import io.tain.inspect.Inspector;
import io.tain.inspect.PartitionContent;
import io.tain.inspect.system.DiskInspector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Tells what a disk file is, and what a safe one holds; needs no store.
public final class DescribeDisk {
  private final Inspector inspector = new DiskInspector();

  /// Describes a file, be it safe or not; only a safe one is looked into.
  ///
  /// @throws IOException if the file cannot be read; the call may be repeated
  public Described run(Path file) throws IOException {
    return DiskFormats.describe(
        file,
        (disk, opened) ->
            new Described(disk, opened.isPresent() ? contents(opened.get()) : List.of()));
  }

  private List<String> contents(OpenedDisk opened) throws IOException {
    return inspector.partitions(opened.disk(), opened.partitions()).stream()
        .map(PartitionContent::type)
        .toList();
  }

  /// A file, and what it holds.
  ///
  /// @param fileSystems what each partition holds in one word, in the order of the table; without
  ///     one, what the whole disk holds; empty for a file that is refused
  public record Described(DiskDescription disk, List<String> fileSystems) {
    public Described {
      fileSystems = List.copyOf(fileSystems);
    }

    /// What the whole disk holds; empty when it has a partition table, or was refused.
    public Optional<String> fileSystem() {
      return disk.partitions().partitions().isEmpty()
          ? fileSystems.stream().findFirst()
          : Optional.empty();
    }
  }
}
