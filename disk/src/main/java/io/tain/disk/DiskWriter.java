package io.tain.disk;

import java.io.IOException;
import java.io.RandomAccessFile;

/// Writes a disk as the content of a file of one format.
public interface DiskWriter {
  /// Writes the whole disk; holes stay holes.
  ///
  /// @param file empty, and the caller's to close; what it holds after a failure means nothing
  /// @throws IOException if it cannot be written; the call may be repeated with an empty file
  void write(VirtualDisk disk, RandomAccessFile file) throws IOException;
}
