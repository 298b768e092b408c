package io.tain.db;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A database whose next commit fails on demand.
public final class FaultyDatabase implements Database {
  private final Database database;
  private final AtomicReference<Optional<Fault>> next = new AtomicReference<>(Optional.empty());

  /// The same database as `database`; closing this closes it.
  public FaultyDatabase(Database database) {
    this.database = database;
  }

  /// Makes the commit of the next transaction fail.
  public void failNextCommit(Fault fault) {
    next.set(Optional.of(fault));
  }

  @Override
  public <T, X extends Exception> T transact(Work<T, X> work) throws X {
    Optional<Fault> fault = next.getAndSet(Optional.empty());
    if (fault.isEmpty()) {
      return database.transact(work);
    }
    database.transact(
        tx -> {
          T result = work.run(tx);
          if (fault.get() == Fault.LOST) {
            tx.atEnd(
                () -> {
                  throw failure();
                });
          }
          return result;
        });
    throw failure();
  }

  @Override
  public <T, X extends Exception> T read(Work<T, X> work) throws X {
    return database.read(work);
  }

  @Override
  public void close() {
    database.close();
  }

  private static TainException failure() {
    return TainException.of(ErrorCode.DATABASE_FAILED, "reason", "commit failed on demand");
  }

  /// What became of a commit that was reported as failed.
  public enum Fault {
    /// It left nothing.
    LOST,
    /// It is durable; only its answer was lost.
    LANDED
  }
}
