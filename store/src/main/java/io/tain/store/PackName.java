package io.tain.store;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.random.RandomGenerator;

/// The random name of a pack: 128 bits, written as 32 hexadecimal digits.
public record PackName(long high, long low) implements Comparable<PackName> {
  /// The bytes of a name on disk.
  public static final int SIZE_BYTES = 16;

  /// A name that no pack has yet.
  public static PackName random(RandomGenerator random) {
    return new PackName(random.nextLong(), random.nextLong());
  }

  /// The name that a text writes.
  ///
  /// @throws TainException `request.malformed` unless the text is 32 lower-case hexadecimal digits
  public static PackName parse(String text) {
    if (!text.matches("[0-9a-f]{32}")) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED, "expected", "32 hexadecimal digits", "found", text);
    }
    return new PackName(
        Long.parseUnsignedLong(text.substring(0, 16), 16),
        Long.parseUnsignedLong(text.substring(16), 16));
  }

  @Override
  public int compareTo(PackName other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
