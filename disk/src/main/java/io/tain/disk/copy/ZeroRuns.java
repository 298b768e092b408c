package io.tain.disk.copy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Walks the runs of a buffer that are not zeros, in whole blocks of 4 KiB from its start.
///
/// For one thread.
public final class ZeroRuns {
  private static final int BLOCK_BYTES = 4096;
  private static final MemorySegment ZEROS =
      MemorySegment.ofArray(new byte[BLOCK_BYTES]).asReadOnly();

  private final MemorySegment data;
  private final int end;
  private int start;
  private int next;

  /// The runs of the buffer from its position to its limit; offsets count from the position.
  public ZeroRuns(ByteBuffer data) {
    this.data = MemorySegment.ofBuffer(data);
    this.end = data.remaining();
  }

  /// True when every byte from the position to the limit is zero.
  public static boolean isZero(ByteBuffer data) {
    return !new ZeroRuns(data).next();
  }

  /// Moves on to the next run; false when there is none.
  public boolean next() {
    while (next < end && isZero(next)) {
      next += BLOCK_BYTES;
    }
    if (next >= end) {
      return false;
    }
    start = next;
    while (next < end && !isZero(next)) {
      next += BLOCK_BYTES;
    }
    return true;
  }

  /// Where the run begins, in bytes.
  public int start() {
    return start;
  }

  public int length() {
    return Math.min(next, end) - start;
  }

  private boolean isZero(int block) {
    int length = Math.min(BLOCK_BYTES, end - block);
    return MemorySegment.mismatch(data, block, block + length, ZEROS, 0, length) < 0;
  }
}
