package io.tain.disk;

import java.util.List;

/// A set of disks or partitions that a volume manager divides into volumes.
///
/// @param id as its own tools print it
/// @param partitions the numbers of those that are here, 0 for a whole disk
/// @param physicalVolumes how many disks or partitions belong to it
/// @param missing how many of them are not here
/// @param volumes those that the group shows to a system, by name
public record VolumeGroup(
    String name,
    String id,
    List<Integer> partitions,
    int physicalVolumes,
    int missing,
    List<LogicalVolume> volumes) {
  public VolumeGroup {
    partitions = List.copyOf(partitions);
    volumes = List.copyOf(volumes);
  }
}
