package io.tain.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The block groups: their descriptors, and which of their first blocks hold tables.
///
/// Source: Documentation/filesystems/ext4/group_descr.rst of the kernel; `descriptor_loc` and
/// `ext4_bg_has_super` of fs/ext4 for where a descriptor lies, `ext4_num_base_meta_clusters` for
/// the tables at a group's start.
final class Groups {
  private final Superblock superblock;
  private final Blocks blocks;
  private final GroupChecksum checksum;

  /// The one that was asked for last: neighbours in a directory are neighbours there.
  private volatile Table lastTable = new Table(-1, 0);

  Groups(Superblock superblock, Blocks blocks) {
    this.superblock = superblock;
    this.blocks = blocks;
    this.checksum = new GroupChecksum(superblock);
  }

  /// The checked descriptor of a group.
  GroupDescriptor descriptor(long group) throws IOException {
    int size = superblock.descriptorBytes();
    int perBlock = superblock.blockBytes() / size;
    long at = descriptorBlock(group / perBlock, perBlock);
    int within = (int) (group % perBlock) * size;
    ByteBuffer bytes =
        blocks
            .table(at, Superblock.OFFSET_BYTES)
            .slice(within, size)
            .order(ByteOrder.LITTLE_ENDIAN);
    var descriptor = new GroupDescriptor(bytes, blocks.offsetOf(at) + within);
    checksum.check(group, descriptor);
    return descriptor;
  }

  /// The first block of a group's inode table, which lies on the disk as a whole.
  long inodeTable(long group) throws IOException {
    Table known = lastTable;
    if (known.group != group) {
      GroupDescriptor descriptor = descriptor(group);
      long block = descriptor.inodeTable();
      long from = descriptor.offset() + GroupDescriptor.INODE_TABLE;
      blocks.check(block, superblock.inodeTableBlocks(), from);
      known = new Table(group, block);
      lastTable = known;
    }
    return known.block;
  }

  /// The clusters of the whole file system that no group uses.
  long freeClusters() throws IOException {
    long free = 0;
    for (long group = 0; group < superblock.groups(); group++) {
      GroupDescriptor descriptor = descriptor(group);
      long from = descriptor.offset() + GroupDescriptor.BLOCK_BITMAP;
      blocks.check(descriptor.blockBitmap(), 1, from);
      free += descriptor.freeClusters();
    }
    return free;
  }

  /// How many blocks at a group's start hold a copy of the superblock and of descriptors.
  long baseBlocks(long group) {
    int perBlock = superblock.blockBytes() / superblock.descriptorBytes();
    long copies = hasSuperblock(group) ? 1 : 0;
    boolean isMeta = superblock.hasIncompat(Feature.INCOMPAT_META_BG);
    if (isMeta && group >= superblock.firstMetaGroup() * perBlock) {
      long place = group % perBlock;
      return copies + (place == 0 || place == 1 || place == perBlock - 1 ? 1 : 0);
    }
    if (copies == 0) {
      return 0;
    }
    long tables =
        isMeta ? superblock.firstMetaGroup() : Math.ceilDiv(superblock.groups(), perBlock);
    return copies + tables + superblock.reservedDescriptorBlocks();
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

  /// Where the inode table of a group starts.
  private record Table(long group, long block) {}
}
