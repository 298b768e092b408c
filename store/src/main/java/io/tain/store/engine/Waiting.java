package io.tain.store.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waits for what the workers do, and throws what they threw.
final class Waiting {
  private Waiting() {}

  static <T> T on(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw rethrown(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while an import was written");
    }
  }

  private static IOException rethrown(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException io -> io;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case null, default -> new IOException(e);
    };
  }
}
