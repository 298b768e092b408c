package io.tain.disk.layout;

import io.tain.disk.layout.Layout.Part;
import java.nio.ByteBuffer;

/// A table that is computed page by page.
public final class Pages {
  private static final int PAGE_BYTES = 64 << 10;

  private Pages() {}

  /// The page of a table in which a byte of the file stands.
  ///
  /// @param start of the table, in bytes of the file
  /// @param end of the table
  public static Part at(long offset, long start, long end, Page page) {
    long from = offset - (offset - start) % PAGE_BYTES;
    long to = Math.min(from + PAGE_BYTES, end);
    return new Part.Computed(from, to, () -> page.bytes(from - start, (int) (to - from)));
  }

  /// Computes a page.
  @FunctionalInterface
  public interface Page {
    /// So many bytes of the table.
    ///
    /// @param from where the page begins in the table
    ByteBuffer bytes(long from, int length);
  }
}
