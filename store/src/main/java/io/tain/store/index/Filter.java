package io.tain.store.index;

/// A Bloom filter over the prefixes of a run: docs/FORMAT.md 8.
///
/// Nine bits an entry let one of about seventy absent ids through.
final class Filter {
  static final int HASHES = 6;
  private static final int BITS_PER_ENTRY = 9;

  private final long[] words;

  Filter(long[] words) {
    this.words = words;
  }

  static Filter forEntries(long entries) {
    return new Filter(new long[wordsFor(entries)]);
  }

  static int wordsFor(long entries) {
    return Math.toIntExact(Math.max(1, Math.ceilDiv(entries * BITS_PER_ENTRY, 64L)));
  }

  long[] words() {
    return words;
  }

  void add(long high, long low) {
    for (int i = 0; i < HASHES; i++) {
      long bit = bit(high, low, i);
      words[(int) (bit >>> 6)] |= 1L << bit;
    }
  }

  boolean mayContain(long high, long low) {
    for (int i = 0; i < HASHES; i++) {
      long bit = bit(high, low, i);
      if ((words[(int) (bit >>> 6)] & 1L << bit) == 0) {
        return false;
      }
    }
    return true;
  }

  private long bit(long high, long low, int i) {
    return Math.unsignedMultiplyHigh(high + i * low, 64L * words.length);
  }
}
