package io.tain.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The block groups, by whose descriptors inodes are found.
///
/// Source: Documentation/filesystems/ext4/group_descr.rst of the kernel; `descriptor_loc` and
/// `ext4_bg_has_super` of fs/ext4 for where a descriptor lies.
final class Groups {
  private static final int INODE_TABLE_LOW = 0x08;
  private static final int CHECKSUM = 0x1E;
  private static final int INODE_TABLE_HIGH = 0x28;

  private final Superblock superblock;
  private final Blocks blocks;
  private final ChecksumSeed seed;

  Groups(Superblock superblock, Blocks blocks) {
    this.superblock = superblock;
    this.blocks = blocks;
    this.seed = superblock.checksumSeed();
  }

  /// The first block of a group's inode table, which lies on the disk as a whole.
  long inodeTable(long group) throws IOException {
    int size = superblock.descriptorBytes();
    int perBlock = superblock.blockBytes() / size;
    ByteBuffer block = blocks.table(descriptorBlock(group / perBlock, perBlock));
    int at = (int) (group % perBlock) * size;
    ByteBuffer descriptor = block.slice(at, size).order(ByteOrder.LITTLE_ENDIAN);
    if (superblock.hasChecksums() && descriptor.getShort(CHECKSUM) != checksum(group, descriptor)) {
      throw Blocks.malformed(at, "the checksum of group " + group, descriptor.getShort(CHECKSUM));
    }
    long low = Integer.toUnsignedLong(descriptor.getInt(INODE_TABLE_LOW));
    long high = size > 32 ? (long) descriptor.getInt(INODE_TABLE_HIGH) << 32 : 0;
    long tableBytes = superblock.inodesPerGroup() * superblock.inodeBytes();
    blocks.check(high | low, Math.ceilDiv(tableBytes, superblock.blockBytes()));
    return high | low;
  }

  private short checksum(long group, ByteBuffer descriptor) {
    ByteBuffer cleared = ByteBuffer.allocate(descriptor.capacity()).put(descriptor.duplicate());
    cleared.putShort(CHECKSUM, (short) 0).flip();
    return (short) seed.then((int) group).of(cleared);
  }

  private long descriptorBlock(long index, int perBlock) {
    long superblockAt = superblock.blockBytes() == Superblock.OFFSET_BYTES ? 1 : 0;
    boolean isMeta = superblock.hasIncompat(Feature.INCOMPAT_META_BG);
    if (!isMeta || index < superblock.firstMetaGroup()) {
      return superblockAt + 1 + index;
    }
    long group = index * perBlock;
    long first = superblock.firstDataBlock() + group * superblock.blocksPerGroup();
    boolean isSmallBigalloc = group == 0 && superblockAt == 1 && superblock.firstDataBlock() == 0;
    return first + (hasSuperblock(group) ? 1 : 0) + (isSmallBigalloc ? 1 : 0);
  }

  private boolean hasSuperblock(long group) {
    if (group == 0) {
      return true;
    }
    if (superblock.hasCompat(Feature.COMPAT_SPARSE_SUPER2)) {
      return superblock.isBackupGroup(group);
    }
    boolean isSparse = superblock.hasReadOnly(Feature.RO_SPARSE_SUPER);
    return !isSparse || group == 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
  }

  private static boolean isPower(long number, int base) {
    long power = base;
    while (power < number) {
      power *= base;
    }
    return power == number;
  }
}
