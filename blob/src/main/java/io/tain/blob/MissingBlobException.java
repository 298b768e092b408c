package io.tain.blob;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;

/// There is no blob under a key: `store.missing`.
public final class MissingBlobException extends TainException {
  private static final long serialVersionUID = 1L;

  /// Names the key that holds nothing.
  public MissingBlobException(BlobKey key) {
    super(ErrorCode.STORE_MISSING, arguments("object", key));
  }
}
