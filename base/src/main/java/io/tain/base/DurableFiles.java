package io.tain.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Files that appear whole or not at all, and stay after a power failure.
///
/// Safe for concurrent use; two drafts of one target do not disturb each other, and the one
/// committed last wins.
public interface DurableFiles {
  /// Starts a file under a temporary name beside `target`, whose directory must exist.
  ///
  /// @throws IOException if it cannot be created; the call may be repeated
  Draft begin(Path target) throws IOException;

  /// Removes a file for good; one that is not there is no error.
  void delete(Path file) throws IOException;

  /// Makes a directory, and those above it that are missing, readable by the owner only.
  ///
  /// When the call returns, the directory stays after a power failure; one that exists is no error.
  void createDirectories(Path directory) throws IOException;

  /// Writes a small file whole.
  default void write(Path target, byte[] content) throws IOException {
    try (Draft draft = begin(target)) {
      draft.write(ByteBuffer.wrap(content));
      draft.commit();
    }
  }

  /// A file being written; closing one that was not committed removes it.
  ///
  /// For one thread.
  interface Draft extends AutoCloseable {
    /// Appends all remaining bytes.
    void write(ByteBuffer content) throws IOException;

    /// Bytes appended so far.
    long sizeBytes();

    /// Synchronises the content, gives the file its name and synchronises the directory.
    void commit() throws IOException;

    @Override
    void close() throws IOException;
  }
}
