package io.tain.store.resemblance;

import java.nio.ByteBuffer;

/*
 * Open addressing in one array of longs: 32 bits of the hash, 26 bits number of a frame (from 1), 6
 * bits block. A slot that is 0 is free. A few frames with the same feature may stand there together;
 * the rest of them is not kept, since it would not be searched.
 */
/// From a feature to the frames that have it, in at most 32 MiB and 16 MiB more while it grows.
///
/// For one thread that writes, with no other that reads meanwhile.
final class FeatureTable {
  static final int MAX_FRAME = (1 << 26) - 1;

  /// The most frames that are kept for one feature.
  static final int MAX_EQUAL = 4;

  private static final int MAX_SLOTS = 1 << 22;
  private static final int MIN_SLOTS = 1 << 14;
  private static final int BLOCK_BITS = 6;
  private static final double MAX_LOAD = 0.7;

  private long[] slots = new long[MIN_SLOTS];
  private int used;

  /// True when so many more features have room.
  boolean hasRoomFor(int features) {
    return used + features <= MAX_LOAD * MAX_SLOTS;
  }

  /// Adds a frame's feature.
  void add(long hash, int frame, int block) {
    if (used + 1 > MAX_LOAD * slots.length) {
      grow();
    }
    long entry = hash << 32 | (long) frame << BLOCK_BITS | block;
    int equal = 0;
    int at = slot(entry, slots.length);
    while (slots[at] != 0) {
      equal += (slots[at] ^ entry) >>> 32 == 0 ? 1 : 0;
      if (equal == MAX_EQUAL || (slots[at] ^ entry) >>> BLOCK_BITS == 0) {
        return;
      }
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = entry;
    used++;
  }

  /// Puts the frames that have a feature into `found`, from `start` on; returns the end.
  ///
  /// @param found gets numbers of frames, each with its block in the lowest 6 bits
  int find(long hash, int[] found, int start) {
    long wanted = hash << 32;
    int end = start;
    for (int at = slot(wanted, slots.length); slots[at] != 0; at = (at + 1) & (slots.length - 1)) {
      if ((slots[at] ^ wanted) >>> 32 == 0) {
        found[end++] = (int) slots[at];
      }
    }
    return end;
  }

  /// The highest number of a frame.
  int maxFrame() {
    int max = 0;
    for (long entry : slots) {
      max = Math.max(max, (int) entry >>> BLOCK_BITS);
    }
    return max;
  }

  int sizeBytes() {
    return 8 + slots.length * Long.BYTES;
  }

  void encode(ByteBuffer target) {
    target.putInt(slots.length).putInt(used);
    target.asLongBuffer().put(slots);
    target.position(target.position() + slots.length * Long.BYTES);
  }

  /// Takes over what `encode` wrote; false when that cannot be.
  boolean decode(ByteBuffer source) {
    int length = source.getInt();
    int count = source.getInt();
    if (length < MIN_SLOTS
        || length > MAX_SLOTS
        || Integer.bitCount(length) != 1
        || count < 0
        || count > MAX_LOAD * length
        || source.remaining() < (long) length * Long.BYTES) {
      return false;
    }
    slots = new long[length];
    used = count;
    source.asLongBuffer().get(slots);
    source.position(source.position() + length * Long.BYTES);
    return true;
  }

  private void grow() {
    long[] old = slots;
    long[] larger = new long[old.length * 2];
    for (long entry : old) {
      if (entry != 0) {
        int at = slot(entry, larger.length);
        while (larger[at] != 0) {
          at = (at + 1) & (larger.length - 1);
        }
        larger[at] = entry;
      }
    }
    slots = larger;
  }

  /// Spread by a multiplication, for what is kept of the hash is compared afterwards.
  private static int slot(long entry, int length) {
    return (int) (((entry >>> 32) * 0x9E3779B1L) >>> 8) & (length - 1);
  }
}
