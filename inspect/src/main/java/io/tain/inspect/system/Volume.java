package io.tain.inspect.system;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.LogicalVolume;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VolumeGroup;
import io.tain.disk.registry.VolumeGroups;
import io.tain.fs.FileSystem;
import io.tain.fs.registry.FileSystems;
import io.tain.inspect.PartitionContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One partition or logical volume of a disk, after the attempt to open its file system.
sealed interface Volume {
  /// What a partition holds that belongs to a volume group.
  String PHYSICAL_VOLUME = "lvm";

  Partition partition();

  /// `GROUP/NAME` of a logical volume; empty for a partition.
  String volume();

  /// What holds the place of its content in an inspection.
  PartitionContent content() throws IOException;

  /// A file system that can be read.
  record Opened(Partition partition, String volume, FileSystem fileSystem) implements Volume {
    @Override
    public PartitionContent content() throws IOException {
      return new PartitionContent(
          partition,
          volume,
          fileSystem.type(),
          fileSystem.label(),
          fileSystem.uuid(),
          fileSystem.usedBytes(),
          "",
          fileSystem.notices());
    }
  }

  /// Something that Tain knows by name at most.
  record Unread(Partition partition, String volume, String type) implements Volume {
    @Override
    public PartitionContent content() {
      return new PartitionContent(partition, volume, type, "", "", 0, "", Set.of());
    }
  }

  /// A file system that Tain reads, but this one it cannot.
  record Damaged(Partition partition, String volume, String type, TainException problem)
      implements Volume {
    @Override
    public PartitionContent content() {
      return new PartitionContent(
          partition, volume, type, "", "", 0, problem.code().text(), Set.of());
    }
  }

  /// All partitions of a disk, then its logical volumes; without a table, the whole disk as number
  /// 0.
  static List<Volume> of(VirtualDisk disk, PartitionTable table) throws IOException {
    var volumes = new ArrayList<Volume>();
    for (Partition partition : table.partitions()) {
      volumes.add(open(disk.slice(partition.range()), partition, ""));
    }
    if (table.scheme() == PartitionTable.Scheme.NONE) {
      var whole = new ByteRange(0, disk.sizeBytes());
      volumes.add(open(disk.slice(whole), new Partition(0, whole, "", "", ""), ""));
    }
    if (volumes.stream().anyMatch(Volume::isPhysical)) {
      addLogical(volumes, disk, table);
    }
    return volumes;
  }

  private static boolean isPhysical(Volume volume) {
    return volume instanceof Unread unread && unread.type().equals(PHYSICAL_VOLUME);
  }

  private static void addLogical(List<Volume> volumes, VirtualDisk disk, PartitionTable table)
      throws IOException {
    try {
      for (VolumeGroup group : VolumeGroups.of(disk, table)) {
        Partition physical = physicalOf(group, volumes);
        for (LogicalVolume logical : group.volumes()) {
          volumes.add(openLogical(logical, physical));
        }
      }
    } catch (TainException problem) {
      throwUnlessOfImage(problem);
      volumes.replaceAll(
          volume ->
              isPhysical(volume)
                  ? new Damaged(volume.partition(), "", PHYSICAL_VOLUME, problem)
                  : volume);
    }
  }

  private static Partition physicalOf(VolumeGroup group, List<Volume> volumes) {
    return volumes.stream()
        .map(Volume::partition)
        .filter(partition -> group.partitions().contains(partition.number()))
        .findFirst()
        .orElseThrow();
  }

  /// The volume in the place of a partition, with the number and the start of its group's first
  /// one.
  private static Volume openLogical(LogicalVolume logical, Partition physical) throws IOException {
    var range = new ByteRange(physical.range().offset(), logical.sizeBytes());
    var partition =
        new Partition(physical.number(), range, logical.type(), logical.id(), logical.path());
    return logical.content().isPresent()
        ? open(logical.content().get(), partition, logical.path())
        : new Unread(partition, logical.path(), typeOf(logical));
  }

  /// A linear or striped volume that cannot be opened has parts that are not on this disk.
  private static String typeOf(LogicalVolume logical) {
    boolean isRead = logical.type().equals("linear") || logical.type().equals("striped");
    return isRead ? "lvm-incomplete" : "lvm-" + logical.type();
  }

  private static Volume open(VirtualDisk bytes, Partition partition, String volume)
      throws IOException {
    String type = "unknown";
    try {
      type = FileSystems.identify(bytes);
      Optional<FileSystem> fileSystem = FileSystems.open(bytes);
      return fileSystem.isPresent()
          ? new Opened(partition, volume, fileSystem.get())
          : new Unread(partition, volume, type);
    } catch (TainException problem) {
      throwUnlessOfImage(problem);
      return new Damaged(partition, volume, type, problem);
    }
  }

  /// What was stored and cannot be read back is no fault of the image.
  private static void throwUnlessOfImage(TainException problem) {
    if (problem.code() == ErrorCode.STORE_DAMAGED || problem.code() == ErrorCode.STORE_MISSING) {
      throw problem;
    }
  }
}
