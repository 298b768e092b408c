package io.tain.server.http;

import io.tain.base.TainException;

/// A failure that the client was told of in the stream of its answer already.
public final class AnsweredFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final TainException error;

  public AnsweredFailure(TainException error) {
    super(error);
    this.error = error;
  }

  TainException error() {
    return error;
  }
}
