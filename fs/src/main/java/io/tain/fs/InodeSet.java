package io.tain.fs;

import java.util.Arrays;

/// Inodes that were met, in one array; not safe for concurrent use.
final class InodeSet {
  private static final int FIRST_SLOTS = 64;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /// An inode each, 0 for none.
  private long[] slots = new long[FIRST_SLOTS];

  private int size;
  private boolean hasZero;

  int size() {
    return size;
  }

  /// Adds an inode; answers false when it is there already.
  boolean add(long inode) {
    if (inode == 0) {
      size += hasZero ? 0 : 1;
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    int slot = slot(inode);
    if (slots[slot] == inode) {
      return false;
    }
    slots[slot] = inode;
    size++;
    if (size > slots.length / 4 * 3) {
      grow();
    }
    return true;
  }

  private int slot(long inode) {
    int mask = slots.length - 1;
    int slot = (int) ((inode * SPREAD) >>> 32) & mask;
    while (slots[slot] != 0 && slots[slot] != inode) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    Arrays.stream(old).filter(inode -> inode != 0).forEach(inode -> slots[slot(inode)] = inode);
  }
}
