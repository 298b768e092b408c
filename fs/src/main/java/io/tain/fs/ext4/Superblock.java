package io.tain.fs.ext4;

import io.tain.fs.FileNames;
import io.tain.fs.MalformedFileSystemException;
import io.tain.fs.Notice;
import io.tain.fs.UnsupportedFileSystemException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/// The superblock: sizes, features and counters of the whole file system.
///
/// Source: Documentation/filesystems/ext4/super.rst of the kernel. The fields that are used:
///
/// | byte | | byte | |
/// |---|---|---|---|
/// | 0x00 | inodes | 0x58 | inode size |
/// | 0x04 | blocks, low | 0x5C | features: compat, incompat, ro_compat |
/// | 0x0C | free blocks, low | 0x68 | uuid |
/// | 0x14 | first data block | 0x78 | label |
/// | 0x18 | log2 of the block size − 10 | 0xFE | descriptor size |
/// | 0x20 | blocks per group | 0x104 | first meta group |
/// | 0x28 | inodes per group | 0x150, 0x158 | blocks, free blocks, high |
/// | 0x38 | magic 0xEF53 | 0x24C | groups of the two backups |
/// | 0x4C | revision | 0x270, 0x3FC | checksum seed, checksum |
final class Superblock {
  static final int OFFSET_BYTES = 1024;
  static final int SIZE_BYTES = 1024;

  private static final int MAX_LOG_BLOCK_SIZE = 6;
  private static final int MAX_LOG_CLUSTER = 16;
  private static final int CHECKSUM_OFFSET = 0x3FC;
  private static final int STATE_VALID = 1;
  private static final int STATE_ERRORS = 2;

  private final ByteBuffer bytes;

  private Superblock(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /// The checked superblock.
  ///
  /// @param bytes 1024, little-endian
  /// @param diskBytes the size of the disk that must hold the file system
  static Superblock decode(ByteBuffer bytes, long diskBytes) {
    var superblock = new Superblock(bytes);
    superblock.expect(bytes.getShort(0x38) == (short) 0xEF53, 0x38, "magic 0xEF53", 0x38);
    superblock.checkFeatures();
    superblock.checkChecksum();
    superblock.checkSizes(diskBytes);
    return superblock;
  }

  /// Which of the three formats it is, as libblkid decides; needs no sound superblock.
  static String typeOf(ByteBuffer bytes) {
    int incompat = bytes.getInt(0x60);
    int readOnly = bytes.getInt(0x64);
    if ((incompat & ~Feature.INCOMPAT_EXT3) != 0 || (readOnly & ~Feature.RO_EXT3) != 0) {
      return "ext4";
    }
    return (bytes.getInt(0x5C) & Feature.COMPAT_JOURNAL) != 0 ? "ext3" : "ext2";
  }

  String type() {
    return typeOf(bytes);
  }

  String label() {
    byte[] name = new byte[16];
    bytes.get(0x78, name);
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return FileNames.decode(Arrays.copyOf(name, end));
  }

  String uuid() {
    return text(uuidBytes());
  }

  /// The uuid of the device that holds the journal.
  String journalUuid() {
    return text(bytes.slice(0xD0, 16));
  }

  /// The inode that holds the journal; 0 when none does.
  long journalInode() {
    return Integer.toUnsignedLong(bytes.getInt(0xE0));
  }

  /// True when the newest state of the tables is in the journal.
  boolean needsRecovery() {
    return hasCompat(Feature.COMPAT_JOURNAL) && hasIncompat(Feature.INCOMPAT_RECOVER);
  }

  ByteBuffer uuidBytes() {
    return bytes.slice(0x68, 16);
  }

  /// How it was left, before any journal is read.
  Set<Notice> notices() {
    int state = bytes.getShort(0x3A);
    var notices = EnumSet.noneOf(Notice.class);
    if ((state & STATE_VALID) == 0 || needsRecovery()) {
      notices.add(Notice.NOT_UNMOUNTED);
    }
    if ((state & STATE_ERRORS) != 0) {
      notices.add(Notice.ERRORS_RECORDED);
    }
    return notices;
  }

  boolean hasCompat(int feature) {
    return (bytes.getInt(0x5C) & feature) != 0;
  }

  boolean hasIncompat(int feature) {
    return (bytes.getInt(0x60) & feature) != 0;
  }

  boolean hasReadOnly(int feature) {
    return (bytes.getInt(0x64) & feature) != 0;
  }

  boolean hasChecksums() {
    return hasReadOnly(Feature.RO_METADATA_CSUM);
  }

  /// True when descriptors of groups have checksums, without which their flags mean nothing.
  boolean hasGroupChecksums() {
    return hasChecksums() || hasReadOnly(Feature.RO_GDT_CSUM);
  }

  int blockBytes() {
    return 1024 << bytes.getInt(0x18);
  }

  long blocks() {
    return wide(0x04, 0x150);
  }

  long freeBlocks() {
    return wide(0x0C, 0x158);
  }

  long firstDataBlock() {
    return Integer.toUnsignedLong(bytes.getInt(0x14));
  }

  long blocksPerGroup() {
    return Integer.toUnsignedLong(bytes.getInt(0x20));
  }

  /// The blocks that are given out together: 1 unless it has `bigalloc`.
  int clusterBlocks() {
    return hasReadOnly(Feature.RO_BIGALLOC) ? 1 << (bytes.getInt(0x1C) - bytes.getInt(0x18)) : 1;
  }

  long clustersPerGroup() {
    return blocksPerGroup() / clusterBlocks();
  }

  long inodeTableBlocks() {
    return Math.ceilDiv(inodesPerGroup() * inodeBytes(), blockBytes());
  }

  int reservedDescriptorBlocks() {
    return bytes.getShort(0xCE) & 0xFFFF;
  }

  long groups() {
    return Math.ceilDiv(blocks() - firstDataBlock(), blocksPerGroup());
  }

  long inodes() {
    return Integer.toUnsignedLong(bytes.getInt(0x00));
  }

  long inodesPerGroup() {
    return Integer.toUnsignedLong(bytes.getInt(0x28));
  }

  int inodeBytes() {
    return bytes.getInt(0x4C) == 0 ? 128 : bytes.getShort(0x58) & 0xFFFF;
  }

  int descriptorBytes() {
    return hasIncompat(Feature.INCOMPAT_64BIT) ? bytes.getShort(0xFE) & 0xFFFF : 32;
  }

  long firstMetaGroup() {
    return Integer.toUnsignedLong(bytes.getInt(0x104));
  }

  boolean isBackupGroup(long group) {
    return Integer.toUnsignedLong(bytes.getInt(0x24C)) == group
        || Integer.toUnsignedLong(bytes.getInt(0x250)) == group;
  }

  /// What the checksums of all other structures start from.
  ChecksumSeed checksumSeed() {
    return hasIncompat(Feature.INCOMPAT_CSUM_SEED)
        ? new ChecksumSeed(bytes.getInt(0x270))
        : ChecksumSeed.START.then(uuidBytes());
  }

  private void checkFeatures() {
    int incompat = bytes.getInt(0x60);
    if ((incompat & Feature.INCOMPAT_JOURNAL_DEVICE) != 0) {
      throw new UnsupportedFileSystemException(type(), "journal_dev");
    }
    int unknown = incompat & ~Feature.INCOMPAT_READ;
    if (unknown != 0) {
      throw new UnsupportedFileSystemException(type(), "incompat 0x%x".formatted(unknown));
    }
  }

  private void checkChecksum() {
    if (hasChecksums()) {
      int computed = ChecksumSeed.START.of(bytes.slice(0, CHECKSUM_OFFSET));
      expect(bytes.getInt(CHECKSUM_OFFSET) == computed, CHECKSUM_OFFSET, "the checksum", 0x3FC);
    }
  }

  private void checkSizes(long diskBytes) {
    expect(bytes.getInt(0x4C) <= 1 && bytes.getInt(0x4C) >= 0, 0x4C, "revision 0 or 1", 0x4C);
    int logBlockSize = bytes.getInt(0x18);
    expect(
        logBlockSize >= 0 && logBlockSize <= MAX_LOG_BLOCK_SIZE,
        0x18,
        "log_block_size 0 to 6",
        0x18);
    int block = blockBytes();
    long maxBlocks = diskBytes / block;
    expect(blocks() > 0 && blocks() <= maxBlocks, 0x04, "at most " + maxBlocks + " blocks", 0x04);
    expect(freeBlocks() >= 0 && freeBlocks() <= blocks(), 0x0C, "fewer free blocks", 0x0C);
    expect(firstDataBlock() < blocks(), 0x14, "the first data block on the disk", 0x14);
    expect(firstDataBlock() <= 1, 0x14, "the first data block 0 or 1", 0x14);
    long maxPerGroup = 8L * block;
    int logCluster = bytes.getInt(0x1C) - logBlockSize;
    expect(
        !hasReadOnly(Feature.RO_BIGALLOC) || inRange(logCluster, 0, MAX_LOG_CLUSTER),
        0x1C,
        "log_cluster_size",
        0x1C);
    expect(inRange(inodesPerGroup(), 1, maxPerGroup), 0x28, "inodes per group", 0x28);
    boolean isWhole = blocksPerGroup() % (8L * clusterBlocks()) == 0;
    expect(isWhole && inRange(clustersPerGroup(), 8, maxPerGroup), 0x20, "blocks per group", 0x20);
    expect(
        isPowerOfTwo(inodeBytes()) && inRange(inodeBytes(), 128, block), 0x58, "inode size", 0x58);
    int descriptor = descriptorBytes();
    int least = hasIncompat(Feature.INCOMPAT_64BIT) ? 64 : 32;
    expect(
        isPowerOfTwo(descriptor) && inRange(descriptor, least, 1024),
        0xFE,
        "descriptor size",
        0xFE);
    long maxInodes = groups() * inodesPerGroup();
    expect(inRange(inodes(), 2, maxInodes), 0x00, "at most " + maxInodes + " inodes", 0x00);
  }

  private void expect(boolean condition, int offset, String expected, int foundAt) {
    if (!condition) {
      throw new MalformedFileSystemException(
          "ext4", OFFSET_BYTES + offset, expected, "0x%x".formatted(bytes.getInt(foundAt)));
    }
  }

  private long wide(int lowOffset, int highOffset) {
    long low = Integer.toUnsignedLong(bytes.getInt(lowOffset));
    boolean has64 = hasIncompat(Feature.INCOMPAT_64BIT);
    return has64 ? low | (long) bytes.getInt(highOffset) << 32 : low;
  }

  private static String text(ByteBuffer uuid) {
    return new UUID(uuid.getLong(0), uuid.getLong(8)).toString();
  }

  private static boolean inRange(long value, long least, long most) {
    return value >= least && value <= most;
  }

  private static boolean isPowerOfTwo(int value) {
    return Integer.bitCount(value) == 1;
  }
}
