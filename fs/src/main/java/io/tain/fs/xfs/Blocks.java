package io.tain.fs.xfs;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import io.tain.fs.MalformedFileSystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// The blocks of a file system, by the numbers that its tables use; those of tables are kept for a
/// while.
///
/// A block's number is its group and its place there: `group << log | place`, where the log of the
/// group's size is rounded up, so that not every number is a block.
///
/// Safe for concurrent use: `recent` is guarded by itself, the disk is read outside of the lock.
final class Blocks {
  private static final int CACHE_BYTES = 4 << 20;

  private final VirtualDisk disk;
  private final Superblock superblock;
  private final Map<Long, ByteBuffer> recent;

  Blocks(VirtualDisk disk, Superblock superblock) {
    this.disk = disk;
    this.superblock = superblock;
    int kept = CACHE_BYTES / superblock.blockBytes();
    this.recent =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
            return size() > kept;
          }
        };
  }

  int blockBytes() {
    return superblock.blockBytes();
  }

  /// A block of a table, read-only and big-endian.
  ///
  /// @param from the byte of the disk where the block's number stands
  /// @throws MalformedFileSystemException if the file system has no such block
  ByteBuffer table(long block, long from) throws IOException {
    check(block, 1, from);
    synchronized (recent) {
      ByteBuffer known = recent.get(block);
      if (known != null) {
        return known.duplicate();
      }
    }
    ByteBuffer bytes = ByteBuffer.allocate(blockBytes());
    disk.read(offsetOf(block), bytes);
    ByteBuffer sealed = bytes.flip().asReadOnlyBuffer();
    synchronized (recent) {
      recent.put(block, sealed);
    }
    return sealed.duplicate();
  }

  /// A sector of a group's headers.
  ByteBuffer sector(long group, int index) throws IOException {
    return disk.bytes(new ByteRange(offsetOfSector(group, index), superblock.sectorBytes()));
  }

  /// The byte of the disk where a sector of a group's headers starts.
  long offsetOfSector(long group, int index) {
    return group * superblock.groupBlocks() * blockBytes()
        + (long) index * superblock.sectorBytes();
  }

  /// Fills `target` with the bytes at `offset` of a run of blocks that was checked.
  void data(long block, long offset, ByteBuffer target) throws IOException {
    disk.read(offsetOf(block) + offset, target);
  }

  /// Where a run of blocks lies on the disk.
  ByteRange range(long block, long blocks) {
    return new ByteRange(offsetOf(block), blocks * blockBytes());
  }

  /// The number of a block of a group.
  long number(long group, long block) {
    return group << superblock.groupBlocksLog() | block;
  }

  /// Makes sure that a run of blocks is part of one group of the file system.
  ///
  /// @param from the byte of the disk where the run is named
  void check(long block, long blocks, long from) {
    int log = superblock.groupBlocksLog();
    long group = block >>> log;
    long first = block & (1L << log) - 1;
    if (group >= superblock.groups()
        || block <= 0
        || blocks > superblock.blocksOfGroup(group) - first) {
      throw malformed(from, "blocks of one group", "%d + %d".formatted(block, blocks));
    }
  }

  /// The byte of the disk where a block starts.
  long offsetOf(long block) {
    int log = superblock.groupBlocksLog();
    long inGroup = block & (1L << log) - 1;
    return ((block >>> log) * superblock.groupBlocks() + inGroup) * blockBytes();
  }

  static MalformedFileSystemException malformed(long offset, String expected, Object found) {
    return new MalformedFileSystemException("xfs", offset, expected, found);
  }
}
