package io.tain.db.jdbc;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.db.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A bounded number of SQLite connections and the platform threads that use them.
///
/// Native code pins the carrier of a virtual thread, so no caller runs SQLite itself: it waits here
/// for its turn and then for the thread that does its work.
final class SqliteLane implements AutoCloseable {
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private final Opening opening;
  private final Mode mode;
  private final int width;
  private final Semaphore turns;
  private final WorkerThreads threads;
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  SqliteLane(String name, int width, Opening opening, Mode mode) {
    this.opening = opening;
    this.mode = mode;
    this.width = width;
    this.turns = new Semaphore(width, true);
    this.threads = new WorkerThreads(name, width);
  }

  <T, X extends Exception> T run(Work<T, X> work) throws X {
    takeTurn();
    try {
      if (closed) {
        throw new IllegalStateException("the database is closed");
      }
      return threads.call(() -> onConnection(work));
    } finally {
      turns.release();
    }
  }

  /// Waits for the work that runs, refuses what comes later, and closes the connections.
  @Override
  public void close() {
    closed = true;
    turns.acquireUninterruptibly(width);
    threads.close();
    idle.forEach(this::close);
    idle.clear();
    turns.release(width);
  }

  private void takeTurn() {
    try {
      if (!turns.tryAcquire(MAX_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        throw TainException.of(
            ErrorCode.DATABASE_FAILED,
            "reason",
            "no turn within %d s".formatted(MAX_WAIT.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TainException.of(ErrorCode.INTERRUPTED).causedBy(e);
    }
  }

  private <T, X extends Exception> T onConnection(Work<T, X> work) throws X {
    try {
      Connection connection = idle.poll();
      if (connection == null || connection.isClosed()) {
        connection = opening.open();
      }
      try {
        return JdbcTransaction.run(connection, mode, work);
      } finally {
        idle.add(connection);
      }
    } catch (SQLException e) {
      throw mode.failures().meaning(e);
    }
  }

  private void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw mode.failures().meaning(e);
    }
  }

  /// Opens a connection of this lane.
  interface Opening {
    Connection open() throws SQLException;
  }
}
