package io.tain.fs.ext4;

import io.tain.fs.AllocatedRanges;
import io.tain.fs.FileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Which blocks are in use, as the bitmaps of the groups say, read one after the other.
///
/// Source: Documentation/filesystems/ext4/bitmaps.rst of the kernel; `ext4_init_block_bitmap` of
/// fs/ext4/balloc.c for groups whose bitmap was never written.
final class Allocation {
  private final Superblock superblock;
  private final Blocks blocks;
  private final Groups groups;
  private final int clusterBlocks;

  Allocation(Volume volume) {
    this.superblock = volume.superblock();
    this.blocks = volume.blocks();
    this.groups = new Groups(superblock, blocks);
    this.clusterBlocks = superblock.clusterBlocks();
  }

  /// Shows the runs of blocks in use; what lies before the first block counts as used.
  void show(FileSystem.RangeVisitor visitor) throws IOException {
    var ranges = new AllocatedRanges(visitor);
    ranges.add(0, blocks.offsetOf(superblock.firstDataBlock()));
    for (long group = 0; group < superblock.groups(); group++) {
      show(group, ranges);
    }
    ranges.flush();
  }

  private void show(long group, AllocatedRanges ranges) throws IOException {
    byte[] bitmap = bitmap(group);
    long first = superblock.firstDataBlock() + group * superblock.blocksPerGroup();
    long end = Math.min(first + superblock.blocksPerGroup(), blocks.count());
    int clusters = (int) Math.ceilDiv(end - first, clusterBlocks);
    for (int cluster = 0; cluster < clusters; ) {
      if (cluster % 8 == 0 && bitmap[cluster / 8] == 0) {
        cluster += 8;
        continue;
      }
      if ((bitmap[cluster / 8] >> cluster % 8 & 1) != 0) {
        long block = first + (long) cluster * clusterBlocks;
        long length = Math.min(clusterBlocks, end - block);
        ranges.add(blocks.offsetOf(block), blocks.offsetOf(length));
      }
      cluster++;
    }
  }

  private byte[] bitmap(long group) throws IOException {
    GroupDescriptor descriptor = groups.descriptor(group);
    if (superblock.hasGroupChecksums() && descriptor.hasNoBitmap()) {
      return ownTables(group, descriptor);
    }
    long block = descriptor.blockBitmap();
    blocks.check(block, 1, descriptor.offset() + GroupDescriptor.BLOCK_BITMAP);
    ByteBuffer bytes = ByteBuffer.allocate(blocks.blockBytes());
    blocks.data(block, 0, bytes);
    ByteBuffer bits = bytes.slice(0, (int) (superblock.clustersPerGroup() / 8));
    if (superblock.hasChecksums()
        && !descriptor.isBitmapChecksum(superblock.checksumSeed().of(bits))) {
      throw Blocks.malformed(
          blocks.offsetOf(block), "the checksum of the block bitmap of group " + group, "another");
    }
    return bytes.array();
  }

  /// The bitmap of a group that holds its own tables and nothing else.
  private byte[] ownTables(long group, GroupDescriptor descriptor) {
    byte[] bitmap = new byte[blocks.blockBytes()];
    long first = superblock.firstDataBlock() + group * superblock.blocksPerGroup();
    mark(bitmap, first, first, groups.baseBlocks(group));
    mark(bitmap, first, descriptor.blockBitmap(), 1);
    mark(bitmap, first, descriptor.inodeBitmap(), 1);
    mark(bitmap, first, descriptor.inodeTable(), superblock.inodeTableBlocks());
    return bitmap;
  }

  /// Marks the part of a run of blocks that lies in the group that starts at block `first`.
  private void mark(byte[] bitmap, long first, long block, long count) {
    long from = Math.max(block, first);
    long to = Math.min(block + count, first + superblock.blocksPerGroup());
    for (long at = from; at < to; at++) {
      int cluster = (int) ((at - first) / clusterBlocks);
      bitmap[cluster / 8] |= (byte) (1 << cluster % 8);
    }
  }
}
