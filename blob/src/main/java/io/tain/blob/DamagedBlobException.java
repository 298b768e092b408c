package io.tain.blob;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;

/// A blob is not what it has to be: `store.damaged`.
public final class DamagedBlobException extends TainException {
  private static final long serialVersionUID = 1L;

  /// Names the place, and what had to be there.
  ///
  /// @param offset where in the blob, in bytes
  /// @param expected what had to stand there
  /// @param found what stands there
  public DamagedBlobException(BlobKey key, long offset, Object expected, Object found) {
    super(
        ErrorCode.STORE_DAMAGED,
        arguments("object", key, "offset", offset, "expected", expected, "found", found));
  }
}
