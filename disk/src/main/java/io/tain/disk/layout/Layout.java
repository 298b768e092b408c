package io.tain.disk.layout;

import java.nio.ByteBuffer;

/// What stands where in a file.
///
/// Safe for concurrent use.
public interface Layout {
  /// How long the file is, in bytes.
  long sizeBytes();

  /// What stands at a byte of the file.
  ///
  /// @param offset inside the file
  Part at(long offset);

  /// Bytes that follow each other in a file.
  sealed interface Part {
    /// Where it ends, in bytes of the file.
    long end();

    /// Zeros.
    record Zeros(long end) implements Part {}

    /// Bytes of the disk, and zeros behind its end.
    ///
    /// @param diskOffset of the byte that was asked for
    record Held(long end, long diskOffset) implements Part {}

    /// A header or a part of a table, computed when it is needed.
    ///
    /// @param start of the whole part, in bytes of the file
    record Computed(long start, long end, Source source) implements Part {}
  }

  /// Computes the bytes of a part.
  @FunctionalInterface
  interface Source {
    /// The bytes from the position on; behind its limit are zeros, up to the end of the part.
    ByteBuffer bytes();
  }
}
