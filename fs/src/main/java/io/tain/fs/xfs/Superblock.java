package io.tain.fs.xfs;

import io.tain.fs.FileNames;
import io.tain.fs.MalformedFileSystemException;
import io.tain.fs.UnsupportedFileSystemException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/// The superblock: sizes, features and counters of the whole file system.
///
/// Source: XFS Algorithms & Data Structures, "Superblocks"; fs/xfs/libxfs/xfs_format.h of the
/// kernel. Everything is big-endian. The fields that are used:
///
/// | byte | | byte | |
/// |---|---|---|---|
/// | 0 | magic `XFSB` | 108 | label, 12 bytes |
/// | 4 | block size | 120 | log2 of block, sector, inode, inodes per block, blocks per group |
/// | 8, 16 | blocks, realtime blocks | 126 | being made |
/// | 32 | uuid | 144 | free blocks |
/// | 48 | first block of the log | 192 | log2 of the blocks of a directory block |
/// | 56 | inode of the root | 200 | features2 |
/// | 84, 88 | blocks of a group, groups | 212, 216, 220 | features: ro_compat, incompat, log |
/// | 96 | blocks of the log | 224 | checksum |
/// | 100 | version and features | 248 | uuid in the metadata |
/// | 102, 104, 106 | sector and inode size, inodes of a block | | |
final class Superblock {
  static final int SIZE_BYTES = 512;
  static final int MAX_SECTOR_BYTES = 32768;

  /// Bytes where fields stand.
  static final int LOG_START = 48;

  static final int GROUPS = 88;

  private static final int MAGIC = 0x58465342;
  private static final int CHECKSUM_OFFSET = 224;

  /// `XFS_MIN_AG_BLOCKS` of the kernel, which asks it of the last group too.
  private static final int LEAST_GROUP_BLOCKS = 64;

  private final ByteBuffer bytes;

  private Superblock(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /// The checked superblock.
  ///
  /// @param bytes its whole sector
  /// @param diskBytes the size of the disk that must hold the file system
  static Superblock decode(ByteBuffer bytes, long diskBytes) {
    var superblock = new Superblock(bytes);
    superblock.expect(bytes.getInt(0) == MAGIC, 0, "magic XFSB");
    superblock.checkVersion();
    superblock.checkChecksum();
    superblock.checkFeatures();
    superblock.checkSizes(diskBytes);
    superblock.checkGroups(diskBytes);
    return superblock;
  }

  /// The length of a sector, which is as much as the checksum covers; not checked yet.
  static int sectorBytes(ByteBuffer start) {
    int size = start.getShort(102) & 0xFFFF;
    boolean isSize = size >= SIZE_BYTES && size <= MAX_SECTOR_BYTES && Integer.bitCount(size) == 1;
    return isSize ? size : SIZE_BYTES;
  }

  boolean isVersion5() {
    return (bytes.getShort(100) & Feature.VERSION_MASK) == 5;
  }

  String label() {
    byte[] name = new byte[12];
    bytes.get(108, name);
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return FileNames.decode(Arrays.copyOf(name, end));
  }

  String uuid() {
    return new UUID(bytes.getLong(32), bytes.getLong(40)).toString();
  }

  /// The uuid that structures of version 5 carry.
  UUID metadataUuid() {
    int at = hasIncompat(Feature.INCOMPAT_META_UUID) ? 248 : 32;
    return new UUID(bytes.getLong(at), bytes.getLong(at + 8));
  }

  int blockBytes() {
    return bytes.getInt(4);
  }

  long blocks() {
    return bytes.getLong(8);
  }

  long freeBlocks() {
    return bytes.getLong(144);
  }

  long logStart() {
    return bytes.getLong(LOG_START);
  }

  long logBlocks() {
    return Integer.toUnsignedLong(bytes.getInt(96));
  }

  long rootInode() {
    return bytes.getLong(56);
  }

  long groupBlocks() {
    return Integer.toUnsignedLong(bytes.getInt(84));
  }

  long groups() {
    return Integer.toUnsignedLong(bytes.getInt(GROUPS));
  }

  int sectorBytes() {
    return bytes.getShort(102) & 0xFFFF;
  }

  int inodeBytes() {
    return bytes.getShort(104) & 0xFFFF;
  }

  int inodesPerBlockLog() {
    return bytes.get(123);
  }

  int groupBlocksLog() {
    return bytes.get(124);
  }

  int directoryBytes() {
    return blockBytes() << bytes.get(192);
  }

  /// True when directory entries tell the kind of what they name.
  boolean hasFileTypes() {
    return isVersion5() ? hasIncompat(Feature.INCOMPAT_FTYPE) : has2(Feature.FEATURES2_FTYPE);
  }

  /// True when names that differ in the case of ASCII letters are one.
  boolean ignoresCase() {
    return (bytes.getShort(100) & Feature.VERSION_ASCII_CI) != 0;
  }

  boolean hasIncompat(int feature) {
    return isVersion5() && (bytes.getInt(216) & feature) != 0;
  }

  /// The blocks of a group: all have the same number but for the last one.
  long blocksOfGroup(long group) {
    return Math.min(groupBlocks(), blocks() - group * groupBlocks());
  }

  private boolean has2(int feature) {
    boolean hasField = (bytes.getShort(100) & Feature.VERSION_MORE_BITS) != 0;
    return hasField && (bytes.getInt(200) & feature) != 0;
  }

  private void checkVersion() {
    int number = bytes.getShort(100) & 0xFFFF;
    int version = number & Feature.VERSION_MASK;
    if (version >= 1 && version <= 3) {
      throw unsupported("version " + version);
    }
    expect(version == 4 || version == 5, 100, "version 4 or 5");
    if ((number & Feature.VERSION_DIRECTORY_2) == 0) {
      throw unsupported("directories of version 1");
    }
  }

  private void checkChecksum() {
    if (isVersion5()) {
      expect(bytes.capacity() == sectorBytes(), 102, "a sector size of 512 to 32768");
      expect(Checksum.matches(bytes, CHECKSUM_OFFSET), CHECKSUM_OFFSET, "the checksum");
    }
  }

  private void checkFeatures() {
    expect(bytes.get(126) == 0, 126, "a file system that was made to its end");
    if (hasIncompat(Feature.INCOMPAT_NEEDS_REPAIR)) {
      throw unsupported("needsrepair");
    }
    if (hasIncompat(Feature.INCOMPAT_METADIR)) {
      throw unsupported("metadir");
    }
    if (hasIncompat(Feature.INCOMPAT_ZONED)) {
      throw unsupported("zoned");
    }
    if (hasIncompat(~Feature.INCOMPAT_READ)) {
      int unknown = bytes.getInt(216) & ~Feature.INCOMPAT_READ;
      throw unsupported("incompat 0x%x".formatted(unknown));
    }
    if (bytes.getLong(16) != 0) {
      throw unsupported("a realtime device");
    }
    if (logStart() == 0) {
      throw unsupported("an external log");
    }
  }

  private void checkSizes(long diskBytes) {
    int block = blockBytes();
    expect(isPowerOfTwo(block) && inRange(block, 512, 65536), 4, "a block size of 512 to 65536");
    expect(isLog2(bytes.get(120), block), 120, "log2 of the block size");
    int sector = sectorBytes();
    expect(
        isPowerOfTwo(sector) && inRange(sector, 512, Math.min(block, MAX_SECTOR_BYTES)),
        102,
        "a sector size of 512 to 32768");
    int inode = inodeBytes();
    int least = isVersion5() ? 512 : 256;
    expect(
        isPowerOfTwo(inode) && inRange(inode, least, Math.min(block, 2048)), 104, "an inode size");
    expect(isLog2(inodesPerBlockLog(), block / inode), 123, "log2 of the inodes of a block");
    int directoryLog = bytes.get(192);
    expect(
        inRange(directoryLog, 0, 7) && (long) block << directoryLog <= 65536,
        192,
        "directory blocks of at most 64 KiB");
    long maxBlocks = diskBytes / block;
    expect(blocks() > 0 && blocks() <= maxBlocks, 8, "at most " + maxBlocks + " blocks");
    expect(freeBlocks() >= 0 && freeBlocks() <= blocks(), 144, "fewer free blocks");
  }

  private void checkGroups(long diskBytes) {
    int log = groupBlocksLog();
    expect(inRange(log, 6, 31), 124, "log2 of the blocks of a group");
    expect(
        groupBlocks() >= LEAST_GROUP_BLOCKS
            && groupBlocks() <= 1L << log
            && groupBlocks() > 1L << (log - 1),
        84,
        "the blocks of a group");
    expect(
        groups() == Math.ceilDiv(blocks(), groupBlocks()),
        GROUPS,
        Math.ceilDiv(blocks(), groupBlocks()) + " groups");
    long last = blocksOfGroup(groups() - 1);
    expect(last >= LEAST_GROUP_BLOCKS, 8, "64 blocks in the last group");
    expect(log + inodesPerBlockLog() <= 62, 123, "inodes of 63 bits");
    long logBytes = logBlocks() * blockBytes();
    expect(logBlocks() > 0 && logBytes <= diskBytes, 96, "a log on the disk");
  }

  private static UnsupportedFileSystemException unsupported(String feature) {
    return new UnsupportedFileSystemException("xfs", feature);
  }

  private void expect(boolean condition, int offset, String expected) {
    if (!condition) {
      throw new MalformedFileSystemException(
          "xfs", offset, expected, "0x%x".formatted(bytes.getInt(offset)));
    }
  }

  private static boolean inRange(long value, long least, long most) {
    return value >= least && value <= most;
  }

  /// A shift counts modulo 32: what is no logarithm may look like one.
  private static boolean isLog2(int log, int value) {
    return inRange(log, 0, 16) && 1 << log == value;
  }

  private static boolean isPowerOfTwo(int value) {
    return Integer.bitCount(value) == 1;
  }
}
