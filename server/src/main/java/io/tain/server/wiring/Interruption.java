package io.tain.server.wiring;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.IOException;

/// An interrupted request answers `interrupted`: the server is ending.
final class Interruption {
  private Interruption() {}

  static <T> T asFailure(Blocking<T> work) throws IOException {
    try {
      return work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TainException.of(ErrorCode.INTERRUPTED).causedBy(e);
    }
  }

  /// Work that waits.
  @FunctionalInterface
  interface Blocking<T> {
    T run() throws IOException, InterruptedException;
  }
}
