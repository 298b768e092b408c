package io.tain.store.manifest;

import java.util.Arrays;

/// Collects the runs of one segment in ascending order.
///
/// For one thread.
public final class SegmentBuilder {
  private int[] starts = new int[1024];
  private int[] lengths = new int[1024];
  private int[] chunkOffsets = new int[1024];
  private long[] prefixes = new long[2048];
  private int count;

  /// Adds a run after those added before.
  ///
  /// @param start in bytes from the segment's start; a multiple of 512
  /// @param length in bytes; rounded up to a multiple of 512
  /// @param chunkOffset where in its chunk the run begins, in bytes; a multiple of 512
  public void add(int start, int length, int chunkOffset, long prefixHigh, long prefixLow) {
    if (count == starts.length) {
      grow();
    }
    starts[count] = start / Segment.SECTOR_BYTES;
    lengths[count] = Math.ceilDiv(length, Segment.SECTOR_BYTES);
    chunkOffsets[count] = chunkOffset / Segment.SECTOR_BYTES;
    prefixes[2 * count] = prefixHigh;
    prefixes[2 * count + 1] = prefixLow;
    count++;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /// The segment of the runs added.
  public Segment build() {
    return new Segment(
        Arrays.copyOf(starts, count),
        Arrays.copyOf(lengths, count),
        Arrays.copyOf(chunkOffsets, count),
        Arrays.copyOf(prefixes, 2 * count));
  }

  private void grow() {
    starts = Arrays.copyOf(starts, 2 * count);
    lengths = Arrays.copyOf(lengths, 2 * count);
    chunkOffsets = Arrays.copyOf(chunkOffsets, 2 * count);
    prefixes = Arrays.copyOf(prefixes, 4 * count);
  }
}
