package io.tain.store.pack;

import io.tain.store.ChunkId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Sorts the ordinals of a footer's entries by their ids.
final class EntryOrder {
  private EntryOrder() {}

  /// Ordinals ascending by the first 16 bytes, of equal ones the lower ordinal first.
  static int[] byId(ByteBuffer ids) {
    int count = ids.remaining() / ChunkId.SIZE_BYTES;
    long[] keys = new long[count];
    // The top bits of a hash, with the ordinal below: nearly always enough to sort by.
    for (int i = 0; i < count; i++) {
      keys[i] = ((ids.getLong(i * ChunkId.SIZE_BYTES) ^ Long.MIN_VALUE) & ~0xfffffL) | i;
    }
    Arrays.sort(keys);
    int[] order = new int[count];
    boolean tied = false;
    for (int i = 0; i < count; i++) {
      order[i] = (int) (keys[i] & 0xfffff);
      tied |= i > 0 && (keys[i] ^ keys[i - 1]) >>> 20 == 0;
    }
    return tied ? exact(ids, count) : order;
  }

  private static int[] exact(ByteBuffer ids, int count) {
    Comparator<Integer> byHigh = (a, b) -> Long.compareUnsigned(high(ids, a), high(ids, b));
    Comparator<Integer> byLow = (a, b) -> Long.compareUnsigned(low(ids, a), low(ids, b));
    return IntStream.range(0, count)
        .boxed()
        .sorted(byHigh.thenComparing(byLow).thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static long high(ByteBuffer ids, int entry) {
    return ids.getLong(entry * ChunkId.SIZE_BYTES);
  }

  private static long low(ByteBuffer ids, int entry) {
    return ids.getLong(entry * ChunkId.SIZE_BYTES + 8);
  }
}
