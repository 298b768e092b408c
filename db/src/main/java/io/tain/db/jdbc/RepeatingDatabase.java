package io.tain.db.jdbc;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.db.Database;
import io.tain.db.Work;
import java.time.Duration;

/// Repeats a transaction that its database gave up: in favour of another, or because it went away.
final class RepeatingDatabase implements Database {
  private static final int MAX_ATTEMPTS = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(2);

  private final Database database;

  RepeatingDatabase(Database database) {
    this.database = database;
  }

  @Override
  public <T, X extends Exception> T transact(Work<T, X> work) throws X {
    return repeat(() -> database.transact(work));
  }

  @Override
  public <T, X extends Exception> T read(Work<T, X> work) throws X {
    return repeat(() -> database.read(work));
  }

  @Override
  public void close() {
    database.close();
  }

  private static <T, X extends Exception> T repeat(Attempt<T, X> transaction) throws X {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.run();
      } catch (SqlFailures.GivenUpException e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
        pause(attempt, e);
      }
    }
  }

  // Pauses that double, apart by thread: those who collided do not meet again.
  private static void pause(int attempt, SqlFailures.GivenUpException reason) {
    long millis = FIRST_PAUSE.toMillis() << attempt;
    try {
      Thread.sleep(millis + Thread.currentThread().threadId() % millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TainException.of(ErrorCode.INTERRUPTED).causedBy(reason);
    }
  }

  private interface Attempt<T, X extends Exception> {
    T run() throws X;
  }
}
