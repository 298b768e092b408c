package io.tain.disk.registry;

import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VolumeGroup;
import io.tain.disk.lvm.PhysicalVolume;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;

/// The volume groups on the partitions of a disk.
public final class VolumeGroups {
  private VolumeGroups() {}

  /// The groups that have a physical volume on the disk, or among its partitions if it has some.
  ///
  /// @throws io.tain.disk.MalformedDiskException if a label or a group's description is damaged
  /// @throws IOException if the disk cannot be read; the call may be repeated
  public static List<VolumeGroup> of(VirtualDisk disk, PartitionTable table) throws IOException {
    var partitions = new LinkedHashMap<Integer, VirtualDisk>();
    for (Partition partition : table.partitions()) {
      partitions.put(partition.number(), disk.slice(partition.range()));
    }
    if (partitions.isEmpty()) {
      partitions.put(0, disk);
    }
    return PhysicalVolume.groups(PhysicalVolume.readAll(partitions));
  }
}
