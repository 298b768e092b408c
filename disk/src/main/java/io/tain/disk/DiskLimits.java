package io.tain.disk;

/// How much a disk file may ask for before anything is read from it (rule D3 of docs/THREATS.md).
///
/// @param maxVirtualSizeBytes the largest disk
/// @param maxExpansionRatio the most bytes of data for one byte of the file; zeros do not count
/// @param freeExpansionBytes so much data is never held against a file, however small it is
public record DiskLimits(
    long maxVirtualSizeBytes, long maxExpansionRatio, long freeExpansionBytes) {
  /// 64 TiB; 1000 to 1 from 64 MiB of data on.
  public static final DiskLimits DEFAULT = new DiskLimits(64L << 40, 1000, 64 << 20);

  public DiskLimits {
    if (maxVirtualSizeBytes <= 0 || maxExpansionRatio <= 0 || freeExpansionBytes < 0) {
      throw new IllegalArgumentException(
          "limits %d, %d, %d"
              .formatted(maxVirtualSizeBytes, maxExpansionRatio, freeExpansionBytes));
    }
  }

  /// The limits of each of so many disks that are in one file.
  public DiskLimits sharedBy(int disks) {
    return new DiskLimits(
        maxVirtualSizeBytes, maxExpansionRatio, freeExpansionBytes / Math.max(1, disks));
  }

  /// These limits with another largest disk.
  public DiskLimits withMaxVirtualSizeBytes(long sizeBytes) {
    return new DiskLimits(sizeBytes, maxExpansionRatio, freeExpansionBytes);
  }
}
