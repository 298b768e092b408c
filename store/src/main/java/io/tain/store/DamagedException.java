package io.tain.store;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;

/// Bytes of the store that contradict its format: `store.damaged`.
public final class DamagedException extends TainException {
  private static final long serialVersionUID = 1L;

  /// @param object the blob or file, and the part of it that is damaged
  /// @param offset where in the object, in bytes
  /// @param expected what docs/FORMAT.md asks for
  /// @param found what stands there
  public DamagedException(String object, long offset, Object expected, Object found) {
    super(
        ErrorCode.STORE_DAMAGED,
        arguments("object", object, "offset", offset, "expected", expected, "found", found));
  }
}
