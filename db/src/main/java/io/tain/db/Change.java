package io.tain.db;

import io.tain.base.Actor;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/// A change that was made in a transaction and still needs its event.
///
/// Every mutator of a module returns one. Its value comes out only by recording it, and a
/// transaction with a change that nobody recorded does not commit: it ends with an
/// `IllegalStateException` that names the action.
///
/// @param <T> what the change made
public final class Change<T> {
  private final Transaction tx;
  private final T value;
  private final Fact fact;
  private final AtomicBoolean recorded = new AtomicBoolean();

  private Change(Transaction tx, T value, Fact fact) {
    this.tx = tx;
    this.value = value;
    this.fact = fact;
  }

  /// A change that `tx` has just made; from now on it commits only with the change's event.
  public static <T> Change<T> in(Transaction tx, T value, Fact fact) {
    var change = new Change<>(tx, value, fact);
    tx.atEnd(change::requireRecorded);
    return change;
  }

  /// What happened.
  public Fact fact() {
    return fact;
  }

  /// Appends the change's event and gives what the change made.
  ///
  /// @throws IllegalStateException if it was recorded before
  public T record(EventLog log, Actor actor, Instant time) {
    if (!recorded.compareAndSet(false, true)) {
      throw new IllegalStateException("recorded twice: " + fact.action());
    }
    log.append(tx, Event.allowed(time, actor, fact));
    return value;
  }

  private void requireRecorded() {
    if (!recorded.get()) {
      throw new IllegalStateException("no event was recorded for " + fact.action());
    }
  }
}
