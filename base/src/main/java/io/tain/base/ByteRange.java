package io.tain.base;

/// A half-open range of bytes: from `offset` (inclusive) to `offset + length` (exclusive).
///
/// @param offset first byte, in bytes from the start, `>= 0`
/// @param length number of bytes, `>= 0`
public record ByteRange(long offset, long length) {
  public ByteRange {
    if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("offset " + offset + ", length " + length);
    }
  }

  /// The range from `start` (inclusive) to `end` (exclusive), both in bytes.
  public static ByteRange between(long start, long end) {
    return new ByteRange(start, end - start);
  }

  /// The first byte after the range.
  public long end() {
    return offset + length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /// True when every byte of `other` is a byte of this range.
  public boolean contains(ByteRange other) {
    return other.offset >= offset && other.end() <= end();
  }

  public boolean overlaps(ByteRange other) {
    return other.offset < end() && offset < other.end();
  }
}
