package io.tain.fs.fat;

import java.util.Arrays;

/// Where the parts of a written image lie.
///
/// ```
/// boot sector | table | table | root directory | clusters 2, 3, ...
/// ```
///
/// @param bits of a table entry: 12 or 16
/// @param clusters that fit behind the root directory
record FatImageLayout(
    int bits, int sectorsPerCluster, int sectorsPerTable, int clusters, int totalSectors) {
  static final int SECTOR_BYTES = 512;
  static final int RESERVED_SECTORS = 1;
  static final int TABLES = 2;

  /// mtools refuses a disk that is not a whole number of tracks.
  static final int SECTORS_PER_TRACK = 32;

  private static final int ROOT_ENTRIES = 512;
  private static final int ROOT_SECTORS = ROOT_ENTRIES * FatDirectoryWriter.ENTRY_BYTES / 512;
  private static final int MAX_CLUSTERS_FAT12 = 4084;
  private static final int MAX_CLUSTERS_FAT16 = 65524;

  /// The smallest layout that holds files of these sizes (bytes).
  static FatImageLayout of(int[] fileSizes) {
    for (int sectorsPerCluster = 4; ; sectorsPerCluster *= 2) {
      long clusterBytes = (long) sectorsPerCluster * SECTOR_BYTES;
      long needed =
          Arrays.stream(fileSizes).mapToLong(size -> Math.ceilDiv(size, clusterBytes)).sum();
      if (needed < MAX_CLUSTERS_FAT16 - SECTORS_PER_TRACK) {
        return of((int) needed + 1, sectorsPerCluster);
      }
    }
  }

  int rootEntries() {
    return ROOT_ENTRIES;
  }

  int rootOffset() {
    return (RESERVED_SECTORS + TABLES * sectorsPerTable) * SECTOR_BYTES;
  }

  int clusterOffset(int cluster) {
    int clusterBytes = sectorsPerCluster * SECTOR_BYTES;
    return rootOffset() + ROOT_SECTORS * SECTOR_BYTES + (cluster - 2) * clusterBytes;
  }

  int clustersOf(int sizeBytes) {
    return Math.ceilDiv(sizeBytes, sectorsPerCluster * SECTOR_BYTES);
  }

  int totalBytes() {
    return totalSectors * SECTOR_BYTES;
  }

  /// Rounding up to whole tracks adds clusters, which may need a larger table: until both agree.
  private static FatImageLayout of(int atLeast, int sectorsPerCluster) {
    int clusters = atLeast;
    while (true) {
      int bits = clusters <= MAX_CLUSTERS_FAT12 ? 12 : 16;
      int sectorsPerTable = Math.ceilDiv((clusters + 2) * bits, 8 * SECTOR_BYTES);
      int dataSector = RESERVED_SECTORS + TABLES * sectorsPerTable + ROOT_SECTORS;
      int end = dataSector + clusters * sectorsPerCluster;
      int totalSectors = Math.ceilDiv(end, SECTORS_PER_TRACK) * SECTORS_PER_TRACK;
      int fitting = (totalSectors - dataSector) / sectorsPerCluster;
      if (fitting == clusters) {
        return new FatImageLayout(bits, sectorsPerCluster, sectorsPerTable, clusters, totalSectors);
      }
      clusters = fitting;
    }
  }
}
