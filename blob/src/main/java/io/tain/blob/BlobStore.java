package io.tain.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Immutable blobs under keys.
///
/// A blob appears whole or not at all. Putting the same bytes under their key once more succeeds
/// and changes nothing, so that whoever does not know the outcome of a write repeats it. No key is
/// the beginning of another's path. Safe for concurrent use. Passes `BlobStoreContract`.
public interface BlobStore {
  /// Stores a blob whole; durable when the call returns.
  ///
  /// @param content its remaining bytes are the blob
  /// @throws io.tain.base.TainException `file.exists` if the key holds other bytes; also
  ///     `file.no-space`, `file.forbidden`
  /// @throws IOException if the outcome is unknown; the call may be repeated
  default void put(BlobKey key, ByteBuffer content) throws IOException {
    try (Draft draft = begin(key)) {
      draft.write(content);
      draft.commit();
    }
  }

  /// Starts a blob that is written piece by piece, and appears when it is committed.
  ///
  /// @throws io.tain.base.TainException `file.no-space`, `file.forbidden`
  Draft begin(BlobKey key) throws IOException;

  /// Reads a blob whole.
  ///
  /// @param maxBytes what the caller is ready to hold
  /// @throws MissingBlobException if there is none
  /// @throws DamagedBlobException if it is larger than `maxBytes`
  /// @throws IOException if it cannot be read; the call may be repeated
  byte[] get(BlobKey key, int maxBytes) throws IOException;

  /// Fills `target` with the blob's bytes at `offset`.
  ///
  /// @param target receives exactly `target.remaining()` bytes
  /// @throws MissingBlobException if there is no such blob
  /// @throws DamagedBlobException if it ends before the range does
  /// @throws IOException if it cannot be read; the call may be repeated
  void get(BlobKey key, long offset, ByteBuffer target) throws IOException;

  /// The size of a blob in bytes.
  ///
  /// @throws MissingBlobException if there is none
  long size(BlobKey key) throws IOException;

  /// The blobs whose keys begin with `prefix`, ordered by key.
  ///
  /// @param prefix a key, the beginning of one such as `packs/`, or empty for all
  List<BlobEntry> list(String prefix) throws IOException;

  /// Removes a blob for good; one that is not there is no error.
  void delete(BlobKey key) throws IOException;

  /// A blob being written; closing one that was not committed leaves nothing.
  ///
  /// For one thread.
  interface Draft extends AutoCloseable {
    /// Appends all remaining bytes.
    ///
    /// @throws io.tain.base.TainException `file.no-space`
    void write(ByteBuffer content) throws IOException;

    /// Bytes appended so far.
    long sizeBytes();

    /// Makes the blob durable and gives it its key.
    ///
    /// @throws io.tain.base.TainException `file.exists` if the key holds other bytes,
    ///     `file.no-space`
    /// @throws IOException if the outcome is unknown; the whole draft may be repeated
    void commit() throws IOException;

    @Override
    void close() throws IOException;
  }
}
