package io.tain.cli.disk;

import io.tain.app.BrowseDisk.Found;

/// A file, directory, link or other object inside a disk, as programs read it.
///
/// @param kind such as `file`, `directory` or `symlink`
/// @param mode the permission bits in octal digits, such as `0644`
/// @param modifiedAt RFC 3339, UTC
/// @param target of a link, as it is written there; empty for all others
public record DiskEntry(
    String path,
    String kind,
    String mode,
    long uid,
    long gid,
    int links,
    long sizeBytes,
    String modifiedAt,
    String target) {
  static DiskEntry of(Found found) {
    return new DiskEntry(
        found.path(),
        found.kind(),
        "%04o".formatted(found.mode()),
        found.uid(),
        found.gid(),
        found.links(),
        found.sizeBytes(),
        found.modifiedAt().toString(),
        found.target());
  }

  /// The last component of the path, and where a link points.
  String shown() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return target.isEmpty() ? name : name + " -> " + target;
  }
}
