package io.tain.db.jdbc;

import io.tain.db.Work;

/// Refuses a transaction inside a transaction, which would wait for itself.
final class Nesting {
  private final ScopedValue<Boolean> inside = ScopedValue.newInstance();

  /// The work, with its thread marked while it runs.
  ///
  /// @throws IllegalStateException if the calling thread is marked
  <T, X extends Exception> Work<T, X> guarded(Work<T, X> work) {
    if (inside.isBound()) {
      throw new IllegalStateException("a transaction inside a transaction");
    }
    return tx -> ScopedValue.where(inside, true).call(() -> work.run(tx));
  }
}
