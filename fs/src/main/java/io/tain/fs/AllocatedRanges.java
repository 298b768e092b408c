package io.tain.fs;

import io.tain.base.ByteRange;
import java.io.IOException;

/// Joins ranges that follow each other on their way to a visitor; not safe for concurrent use.
public final class AllocatedRanges {
  private final FileSystem.RangeVisitor visitor;
  private long start;
  private long end;

  public AllocatedRanges(FileSystem.RangeVisitor visitor) {
    this.visitor = visitor;
  }

  /// Takes the next range.
  ///
  /// @param offset at or behind the end of the one before
  /// @param length may be 0, which is no range
  public void add(long offset, long length) throws IOException {
    if (offset < end) {
      throw new IllegalArgumentException("offset " + offset + " before " + end);
    }
    if (offset > end) {
      flush();
      start = offset;
    }
    end = offset + length;
  }

  /// Shows the last range; to be called once, behind all others.
  public void flush() throws IOException {
    if (end > start) {
      visitor.visit(ByteRange.between(start, end));
    }
    start = end;
  }
}
