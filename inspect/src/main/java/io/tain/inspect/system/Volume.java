package io.tain.inspect.system;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.fs.FileSystem;
import io.tain.fs.registry.FileSystems;
import io.tain.inspect.PartitionContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One partition of a disk, after the attempt to open its file system.
sealed interface Volume {
  Partition partition();

  /// What holds the place of its content in an inspection.
  PartitionContent content() throws IOException;

  /// A file system that can be read.
  record Opened(Partition partition, FileSystem fileSystem) implements Volume {
    @Override
    public PartitionContent content() throws IOException {
      return new PartitionContent(
          partition,
          fileSystem.type(),
          fileSystem.label(),
          fileSystem.uuid(),
          fileSystem.usedBytes(),
          "");
    }
  }

  /// Something that Tain knows by name at most.
  record Unread(Partition partition, String type) implements Volume {
    @Override
    public PartitionContent content() {
      return new PartitionContent(partition, type, "", "", 0, "");
    }
  }

  /// A file system that Tain reads, but this one it cannot.
  record Damaged(Partition partition, String type, TainException problem) implements Volume {
    @Override
    public PartitionContent content() {
      return new PartitionContent(partition, type, "", "", 0, problem.code().text());
    }
  }

  /// All partitions of a disk; without a table, the whole disk as number 0.
  static List<Volume> of(VirtualDisk disk, PartitionTable table) throws IOException {
    var volumes = new ArrayList<Volume>();
    for (Partition partition : table.partitions()) {
      volumes.add(open(disk, partition));
    }
    if (table.scheme() == PartitionTable.Scheme.NONE) {
      var whole = new ByteRange(0, disk.sizeBytes());
      volumes.add(open(disk, new Partition(0, whole, "", "", "")));
    }
    return volumes;
  }

  private static Volume open(VirtualDisk disk, Partition partition) throws IOException {
    VirtualDisk slice = disk.slice(partition.range());
    String type = "unknown";
    try {
      type = FileSystems.identify(slice);
      Optional<FileSystem> fileSystem = FileSystems.open(slice);
      return fileSystem.isPresent()
          ? new Opened(partition, fileSystem.get())
          : new Unread(partition, type);
    } catch (TainException problem) {
      if (problem.code() == ErrorCode.STORE_DAMAGED || problem.code() == ErrorCode.STORE_MISSING) {
        // That is no fault of the image: what was stored cannot be read back.
        throw problem;
      }
      return new Damaged(partition, type, problem);
    }
  }
}
