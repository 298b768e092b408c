package io.tain.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The block pointers of ext2 and ext3: twelve direct ones, then trees of one to three levels.
///
/// Source: Documentation/filesystems/ext4/ifork.rst of the kernel ("Direct/Indirect Block
/// Addressing").
record IndirectBlocks(Inode inode, Blocks blocks) implements BlockMap {
  private static final int DIRECT = 12;
  private static final int MAX_LEVELS = 3;

  /// The most blocks that a file can have.
  static long maxBlocks(int blockBytes) {
    long pointers = blockBytes / 4;
    return DIRECT + pointers + pointers * pointers + pointers * pointers * pointers;
  }

  @Override
  public Run locate(long logical) throws IOException {
    if (logical < DIRECT) {
      return run(inode.block().slice(0, DIRECT * 4), (int) logical, logical);
    }
    long pointers = blocks.blockBytes() / 4;
    long start = DIRECT;
    long covered = pointers;
    for (int level = 1; level <= MAX_LEVELS; level++, covered *= pointers) {
      if (logical < start + covered) {
        long root = pointer(inode.block(), DIRECT + level - 1);
        return descend(root, logical, start, covered);
      }
      start += covered;
    }
    throw Blocks.malformed(0, "a block that pointers of ext2 can reach", logical);
  }

  /// @param start the first logical block below `table`
  /// @param covered how many logical blocks are below it
  private Run descend(long table, long logical, long start, long covered) throws IOException {
    if (table == 0) {
      return new Run(start, covered, Run.HOLE);
    }
    ByteBuffer pointers = blocks.table(table);
    long below = covered / (blocks.blockBytes() / 4);
    int index = (int) ((logical - start) / below);
    if (below == 1) {
      return run(pointers, index, logical);
    }
    return descend(pointer(pointers, index), logical, start + index * below, below);
  }

  private Run run(ByteBuffer pointers, int index, long logical) {
    long first = pointer(pointers, index);
    int count = 1;
    while (index + count < pointers.capacity() / 4
        && pointer(pointers, index + count) == (first == 0 ? 0 : first + count)) {
      count++;
    }
    if (first != 0) {
      blocks.check(first, count);
    }
    return new Run(logical, count, first == 0 ? Run.HOLE : first);
  }

  private static long pointer(ByteBuffer pointers, int index) {
    return Integer.toUnsignedLong(pointers.order(ByteOrder.LITTLE_ENDIAN).getInt(index * 4));
  }
}
