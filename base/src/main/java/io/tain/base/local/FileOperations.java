package io.tain.base.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The steps that a durable write is made of, one method each, so that each can be made to fail.
public interface FileOperations {
  /// Creates a new, empty file that only the owner may read, open for appending.
  OpenFile create(Path file) throws IOException;

  /// Creates a directory that only the owner may enter; its parent exists, itself it must not.
  void createDirectory(Path directory) throws IOException;

  /// Renames over whatever has the target's name.
  void rename(Path from, Path to) throws IOException;

  /// Makes the names in a directory durable.
  void syncDirectory(Path directory) throws IOException;

  /// Removes a file; one that is not there is no error.
  void delete(Path file) throws IOException;

  /// A file open for appending.
  interface OpenFile extends AutoCloseable {
    /// Appends all remaining bytes.
    void write(ByteBuffer content) throws IOException;

    /// Makes the bytes appended so far durable.
    void sync() throws IOException;

    @Override
    void close() throws IOException;
  }
}
