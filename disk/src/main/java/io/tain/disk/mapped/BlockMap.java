package io.tain.disk.mapped;

import java.io.IOException;

/// Where the bytes of a disk lie in its file.
///
/// Safe for concurrent use.
public interface BlockMap {
  /// The run that begins at a byte of the disk; it may end before others of its kind do.
  ///
  /// @param offset inside the disk, in bytes
  /// @throws io.tain.disk.MalformedDiskException if the tables contradict the format
  /// @throws IOException if they cannot be read; the call may be repeated
  Run at(long offset) throws IOException;

  /// Bytes of one kind that follow each other.
  sealed interface Run {
    /// Where it ends, in bytes of the disk; it may lie behind the end of the disk.
    long end();

    /// Bytes that the file does not hold.
    record Zeros(long end) implements Run {}

    /// Bytes that the file holds as they are.
    ///
    /// @param hostOffset of the first of them in the file
    record Stored(long end, long hostOffset) implements Run {}

    /// Bytes of a block that the file holds compressed.
    ///
    /// @param start of the whole block, in bytes of the disk
    /// @param hostOffset of the compressed block in the file
    record Packed(long start, long end, long hostOffset) implements Run {}
  }
}
