package io.tain.disk;

import java.util.Optional;

/// A volume that a volume manager makes of parts of a disk.
///
/// @param group the volume group that it belongs to
/// @param name within the group
/// @param id as its own tools print it
/// @param type how it is made: `linear`, `striped`, or one that is not read, such as `thin`,
///     `snapshot` or `raid1`
/// @param sizeBytes what a guest sees
/// @param content its bytes; empty when its type is not read, or parts of it are on other disks;
///     closing them leaves the disk below open
public record LogicalVolume(
    String group,
    String name,
    String id,
    String type,
    long sizeBytes,
    Optional<VirtualDisk> content) {
  /// Group and name, as `lvs` and mount tables write them.
  public String path() {
    return group + "/" + name;
  }
}
