package io.tain.fs.ext4;

import io.tain.fs.FileLimits;
import io.tain.fs.UnsupportedFileSystemException;
import java.util.Arrays;

/// A number for each of many blocks: a table of two arrays, in place of a map with two objects for
/// each. Not safe for concurrent use while it is filled.
final class BlockNumbers {
  static final long NONE = -1;

  private static final int FIRST_SLOTS = 64;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] blocks = emptySlots(FIRST_SLOTS);
  private long[] numbers = new long[FIRST_SLOTS];
  private int size;

  /// The number of a block; `NONE` when it has none.
  long get(long block) {
    int slot = slot(block);
    return blocks[slot] == block ? numbers[slot] : NONE;
  }

  /// Sets the number of a block.
  ///
  /// @param number 0 or more
  /// @throws io.tain.fs.UnsupportedFileSystemException if too many blocks would have one
  void put(long block, long number) {
    if (size >= FileLimits.JOURNAL_BLOCKS) {
      throw new UnsupportedFileSystemException(
          "ext4", "more than %d blocks of a journal".formatted(FileLimits.JOURNAL_BLOCKS));
    }
    if (size >= blocks.length / 4 * 3) {
      grow();
    }
    int slot = slot(block);
    if (blocks[slot] != block) {
      blocks[slot] = block;
      size++;
    }
    numbers[slot] = number;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// The slot of a block, or the free one where it belongs.
  private int slot(long block) {
    int mask = blocks.length - 1;
    int slot = (int) ((block * SPREAD) >>> 32) & mask;
    while (blocks[slot] != block && blocks[slot] != NONE) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldBlocks = blocks;
    long[] oldNumbers = numbers;
    blocks = emptySlots(oldBlocks.length * 2);
    numbers = new long[blocks.length];
    for (int i = 0; i < oldBlocks.length; i++) {
      if (oldBlocks[i] != NONE) {
        int slot = slot(oldBlocks[i]);
        blocks[slot] = oldBlocks[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }

  private static long[] emptySlots(int count) {
    long[] slots = new long[count];
    Arrays.fill(slots, NONE);
    return slots;
  }
}
