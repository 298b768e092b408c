package io.tain.disk;

import java.util.List;

/// What a disk file is, whether it is safe to use, and if not, why.
///
/// Of a file that was refused, sizes are what its header claims, or 0 where nothing can be said.
///
/// @param format as its specification calls it: `raw`, `qcow2`, or one that is refused; `ova` for
///     an archive of several disks, whose sizes are sums
/// @param wrapper what the disk lies in, from the inside: `gzip`, `ova`; empty when there is none
/// @param fileSizeBytes the length of the file
/// @param allocatedBytes what the file takes on its file system
/// @param virtualSizeBytes what a guest sees
/// @param dataBytes how much of that is held in the file, before compression
/// @param allocation how the format holds it
/// @param partitions of the disk; none for a file that was refused
/// @param archive what else the file holds
/// @param isVerified false when only a glance was taken, and more is to be read for a verdict
/// @param violations every rule that is broken; empty when the disk is safe
/// @param notices what is unusual but no reason to refuse it
public record DiskDescription(
    String format,
    String wrapper,
    long fileSizeBytes,
    long allocatedBytes,
    long virtualSizeBytes,
    long dataBytes,
    Allocation allocation,
    PartitionTable partitions,
    DiskArchive archive,
    boolean isVerified,
    List<Violation> violations,
    List<Violation> notices) {
  public DiskDescription {
    violations = List.copyOf(violations);
    notices = List.copyOf(notices);
  }

  /// True when the file may be imported: everything was looked at, and no rule is broken.
  public boolean isSafe() {
    return isVerified && violations.isEmpty();
  }

  /// True when the file may not be imported, whatever else it holds.
  public boolean isRefused() {
    return !violations.isEmpty();
  }

  /// How a format holds the data of a disk.
  ///
  /// @param clusterBytes the unit of allocation; 0 for formats without one
  /// @param compression of the compressed clusters: `zlib`, `zstd`, or `none`
  /// @param snapshots inside the file; they are not part of the disk
  public record Allocation(long clusterBytes, String compression, long snapshots) {
    /// A format without clusters, compression and snapshots.
    public static final Allocation NONE = new Allocation(0, "none", 0);
  }
}
