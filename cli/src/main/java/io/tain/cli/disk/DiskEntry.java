package io.tain.cli.disk;

import io.tain.app.BrowseDisk.Found;
import java.util.List;

/// A file, directory, link or other object inside a disk, as programs read it.
///
/// @param kind such as `file`, `directory` or `symlink`
/// @param mode the permission bits in octal digits, such as `0644`
/// @param modifiedAt RFC 3339, UTC
/// @param target of a link, as it is written there; empty for all others
/// @param xattrs its extended attributes by name; none when they were not asked for
public record DiskEntry(
    String path,
    String kind,
    String mode,
    long uid,
    long gid,
    int links,
    long sizeBytes,
    String modifiedAt,
    String target,
    List<ExtendedAttribute> xattrs) {
  static DiskEntry of(Found found) {
    return new DiskEntry(
        found.path(),
        found.kind(),
        octal(found.mode()),
        found.uid(),
        found.gid(),
        found.links(),
        found.sizeBytes(),
        found.modifiedAt().toString(),
        found.target(),
        ExtendedAttribute.of(found.extendedAttributes()));
  }

  /// The last component of the path, and where a link points.
  String shown() {
    return shown(path, target);
  }

  static String shown(String path, String target) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return target.isEmpty() ? name : name + " -> " + target;
  }

  /// Four digits; a format string would take longer than all else of an entry.
  private static String octal(int mode) {
    return Integer.toOctalString(1 << 12 | mode).substring(1);
  }
}
