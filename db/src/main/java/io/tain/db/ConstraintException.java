package io.tain.db;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;

/// A change that a unique key, a foreign key or a check of the schema refused.
///
/// The module that owns the table catches it and throws the refusal that it means. On PostgreSQL
/// the transaction cannot go on after it.
public final class ConstraintException extends TainException {
  private static final long serialVersionUID = 1L;

  public ConstraintException(String reason) {
    super(ErrorCode.DATABASE_FAILED, arguments("reason", reason));
  }
}
