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
      var direct = new Pointers(inode.block().slice(0, DIRECT * 4), inode.blockOffset());
      return run(direct, (int) logical, logical);
    }
    long pointers = blocks.blockBytes() / 4;
    long start = DIRECT;
    long covered = pointers;
    for (int level = 1; level <= MAX_LEVELS; level++, covered *= pointers) {
      if (logical < start + covered) {
        var all = new Pointers(inode.block(), inode.blockOffset());
        return descend(all.get(DIRECT + level - 1), logical, start, covered);
      }
      start += covered;
    }
    throw Blocks.malformed(inode.blockOffset(), "a block that pointers of ext2 can reach", logical);
  }

  /// @param start the first logical block below `table`
  /// @param covered how many logical blocks are below it
  private Run descend(Pointer table, long logical, long start, long covered) throws IOException {
    if (table.block() == 0) {
      return new Run(start, covered, Run.HOLE);
    }
    var pointers =
        new Pointers(blocks.table(table.block(), table.offset()), blocks.offsetOf(table.block()));
    long below = covered / (blocks.blockBytes() / 4);
    int index = (int) ((logical - start) / below);
    if (below == 1) {
      return run(pointers, index, logical);
    }
    return descend(pointers.get(index), logical, start + index * below, below);
  }

  private Run run(Pointers pointers, int index, long logical) {
    Pointer first = pointers.get(index);
    int count = 1;
    while (index + count < pointers.count()
        && pointers.get(index + count).block()
            == (first.block() == 0 ? 0 : first.block() + count)) {
      count++;
    }
    if (first.block() == 0) {
      return new Run(logical, count, Run.HOLE);
    }
    blocks.check(first.block(), count, first.offset());
    return new Run(logical, count, first.block());
  }

  /// The number of a block.
  ///
  /// @param offset where it stands on the disk, in bytes
  private record Pointer(long block, long offset) {}

  /// Numbers of blocks.
  ///
  /// @param offset where they stand on the disk, in bytes
  private record Pointers(ByteBuffer bytes, long offset) {
    int count() {
      return bytes.capacity() / 4;
    }

    Pointer get(int index) {
      int at = index * 4;
      long block = Integer.toUnsignedLong(bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(at));
      return new Pointer(block, offset + at);
    }
  }
}
