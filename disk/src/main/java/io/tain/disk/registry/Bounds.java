package io.tain.disk.registry;

import io.tain.disk.DiskLimits;
import io.tain.disk.Scrutiny;

/// How far an inspection goes.
///
/// @param maxBytes the most bytes that are unpacked where that is quick, or compared with a digest
record Bounds(DiskLimits limits, long maxBytes) {
  static Bounds of(DiskLimits limits, Scrutiny scrutiny) {
    return new Bounds(limits, scrutiny.maxBytes());
  }

  /// The bounds of each of so many disks that are in one file.
  Bounds sharedBy(int disks) {
    return new Bounds(limits.sharedBy(disks), maxBytes);
  }

  /// Everything is looked at.
  static Bounds whole(DiskLimits limits) {
    return of(limits, Scrutiny.WHOLE);
  }
}
