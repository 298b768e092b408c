package io.tain.disk.mapped;

import java.util.Arrays;
import java.util.OptionalLong;

/// The places in a file that tables lay claim to, so that no byte is two things at once.
///
/// For one thread; takes eight bytes for a claim.
public final class Claims {
  private long[] starts = new long[16];
  private int count;

  /// Claims a place.
  ///
  /// @param offset in the file, in bytes, below 2^63
  public void add(long offset) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = offset;
  }

  /// A place that a claim before it runs into, when all claims have one length.
  ///
  /// @param length of every claim, in bytes
  public OptionalLong overlap(long length) {
    Arrays.sort(starts, 0, count);
    for (int i = 1; i < count; i++) {
      if (starts[i] - starts[i - 1] < length) {
        return OptionalLong.of(starts[i]);
      }
    }
    return OptionalLong.empty();
  }
}
