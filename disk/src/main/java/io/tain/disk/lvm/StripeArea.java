package io.tain.disk.lvm;

import io.tain.disk.VirtualDisk;

/// A run of extents of one physical volume that a segment uses.
///
/// @param disk the physical volume
/// @param offset of the run there, in bytes
record StripeArea(VirtualDisk disk, long offset) {
  /// A physical volume that is here.
  ///
  /// @param startBytes where its first extent is
  /// @param extents how many it has
  record Source(VirtualDisk disk, long startBytes, long extents) {}
}
