package io.tain.fs.fat;

import io.tain.base.ByteRange;
import io.tain.fs.MalformedFileSystemException;
import java.nio.ByteBuffer;

/// Where the parts of a FAT file system lie, as its boot sector says.
///
/// Source: Microsoft's fatgen103, "Boot Sector and BPB"; Linux decides FAT32 by the 16-bit table
/// size being 0, and so does this.
///
/// | byte | | byte | |
/// |---|---|---|---|
/// | 11 | bytes of a sector | 22 | sectors of a table |
/// | 13 | sectors of a cluster | 32 | sectors, if not at 19 |
/// | 14 | reserved sectors | 36 | FAT32: sectors of a table |
/// | 16 | tables | 40 | FAT32: which table is active |
/// | 17 | entries of the root directory | 44 | FAT32: cluster of the root directory |
/// | 19 | sectors | 48 | FAT32: sector of the counters |
///
/// @param bits of a table entry: 12, 16 or 32
/// @param table the active table, in bytes
/// @param root the root directory of FAT12 and FAT16, in bytes; empty for FAT32
/// @param rootCluster the first cluster of the root directory of FAT32, else 0
/// @param dataOffset where cluster 2 starts, in bytes
/// @param clusters how many there are; their numbers are 2 to `clusters + 1`
/// @param infoOffset where FAT32 keeps its counters, in bytes; 0 for none
record FatGeometry(
    int bits,
    long sizeBytes,
    int clusterBytes,
    ByteRange table,
    ByteRange root,
    long rootCluster,
    long dataOffset,
    long clusters,
    long infoOffset) {
  static final String TYPE = "vfat";

  /// Where the boot sector of FAT32 names the root directory.
  static final int ROOT_CLUSTER = 44;

  private static final int MAX_CLUSTERS_FAT12 = 4084;
  private static final int MAX_CLUSTERS_FAT16 = 65524;
  private static final int MAX_CLUSTERS_FAT32 = 0x0FFFFFF5;

  /// True when the fields of a boot sector are those of FAT.
  ///
  /// @param boot at least 512 bytes, little-endian
  static boolean isFat(ByteBuffer boot) {
    int jump = boot.get(0) & 0xFF;
    int sectorBytes = boot.getShort(11) & 0xFFFF;
    int clusterSectors = boot.get(13) & 0xFF;
    int media = boot.get(21) & 0xFF;
    return (jump == 0xEB || jump == 0xE9)
        && Integer.bitCount(sectorBytes) == 1
        && sectorBytes >= 512
        && sectorBytes <= 4096
        && Integer.bitCount(clusterSectors) == 1
        && boot.getShort(14) != 0
        && boot.get(16) >= 1
        && boot.get(16) <= 2
        && (media == 0xF0 || media >= 0xF8)
        && boot.getShort(510) == (short) 0xAA55;
  }

  /// The checked geometry.
  ///
  /// @param diskBytes the size of the disk that must hold all sectors
  static FatGeometry decode(ByteBuffer boot, long diskBytes) {
    if (!isFat(boot)) {
      throw malformed(0, "a boot sector of FAT", boot.getShort(510));
    }
    long sectorBytes = boot.getShort(11) & 0xFFFF;
    int clusterBytes = (int) sectorBytes * (boot.get(13) & 0xFF);
    boolean isFat32 = boot.getShort(22) == 0;
    long sectors = orWide(boot, 19, 32);
    long tableSectors = orWide(boot, 22, 36);
    long tableSector = boot.getShort(14) & 0xFFFF;
    long rootSector = tableSector + boot.get(16) * tableSectors;
    long rootBytes = 32L * (boot.getShort(17) & 0xFFFF);
    long dataSector = rootSector + Math.ceilDiv(rootBytes, sectorBytes);
    if (sectors * sectorBytes > diskBytes || dataSector >= sectors || tableSectors == 0) {
      throw malformed(19, "sectors for tables and data on " + diskBytes + " bytes", sectors);
    }
    long clusters = (sectors - dataSector) * sectorBytes / clusterBytes;
    int bits = isFat32 ? 32 : clusters <= MAX_CLUSTERS_FAT12 ? 12 : 16;
    long tableBytes = tableSectors * sectorBytes;
    long fitting = Math.min(clusters, tableBytes * 8 / bits - 2);
    if (fitting < 1 || fitting > (isFat32 ? MAX_CLUSTERS_FAT32 : MAX_CLUSTERS_FAT16)) {
      throw malformed(13, "a number of clusters", fitting);
    }
    int active = isFat32 && (boot.getShort(40) & 0x80) != 0 ? boot.getShort(40) & 0xF : 0;
    if (active >= boot.get(16)) {
      throw malformed(40, "an active table of " + boot.get(16), active);
    }
    return new FatGeometry(
        bits,
        sectors * sectorBytes,
        clusterBytes,
        new ByteRange((tableSector + active * tableSectors) * sectorBytes, tableBytes),
        new ByteRange(rootSector * sectorBytes, rootBytes),
        isFat32 ? Integer.toUnsignedLong(boot.getInt(ROOT_CLUSTER)) : 0,
        dataSector * sectorBytes,
        fitting,
        isFat32 ? (boot.getShort(48) & 0xFFFF) * sectorBytes : 0);
  }

  boolean isCluster(long number) {
    return number >= 2 && number < clusters + 2;
  }

  /// The cluster that starts at a byte of the disk.
  long clusterAt(long offset) {
    return (offset - dataOffset) / clusterBytes + 2;
  }

  /// Where a cluster starts, in bytes.
  long offsetOf(long cluster) {
    return dataOffset + (cluster - 2) * clusterBytes;
  }

  static MalformedFileSystemException malformed(long offset, String expected, Object found) {
    return new MalformedFileSystemException(TYPE, offset, expected, found);
  }

  private static long orWide(ByteBuffer boot, int shortOffset, int intOffset) {
    int narrow = boot.getShort(shortOffset) & 0xFFFF;
    return narrow != 0 ? narrow : Integer.toUnsignedLong(boot.getInt(intOffset));
  }
}
