package io.tain.db.jdbc;

import io.tain.db.Dialect;
import io.tain.db.Statement;
import io.tain.db.Transaction;
import io.tain.db.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;

/// One transaction on one connection, from its first statement to its commit.
final class JdbcTransaction implements Transaction {
  private final Connection connection;
  private final Mode mode;
  private final Queue<Runnable> endSteps = new ArrayDeque<>();
  private boolean failed;
  private boolean ended;

  private JdbcTransaction(Connection connection, Mode mode) {
    this.connection = connection;
    this.mode = mode;
  }

  /// Runs `work` and commits, or rolls back and throws what it threw.
  static <T, X extends Exception> T run(Connection connection, Mode mode, Work<T, X> work)
      throws X {
    var tx = new JdbcTransaction(connection, mode);
    tx.step(mode.boundary()::begin);
    try {
      T result = work.run(tx);
      tx.commit();
      return result;
    } catch (Throwable e) {
      tx.rollBack(e);
      throw e;
    } finally {
      tx.ended = true;
    }
  }

  @Override
  public Statement sql(String text) {
    return new JdbcStatement(this, NamedSql.parse(text));
  }

  @Override
  public Dialect dialect() {
    return mode.dialect();
  }

  @Override
  public void atEnd(Runnable step) {
    endSteps.add(step);
  }

  SqlFailures failures() {
    return mode.failures();
  }

  /// Runs one statement; a transaction in which one failed does not commit.
  <T> T attempt(Attempt<T> attempt) {
    if (ended) {
      throw new IllegalStateException("the transaction has ended");
    }
    try {
      return attempt.run(connection);
    } catch (SQLException e) {
      failed = true;
      throw mode.failures().meaning(e);
    }
  }

  private void step(Step step) {
    attempt(
        open -> {
          step.run(open);
          return true;
        });
  }

  private void commit() {
    for (Runnable step = endSteps.poll(); step != null; step = endSteps.poll()) {
      step.run();
    }
    if (failed) {
      // PostgreSQL cannot go on after a failed statement; SQLite could, and must not differ.
      throw new IllegalStateException("a statement failed and the work went on");
    }
    try {
      mode.boundary().commit(connection);
    } catch (SQLException e) {
      failed = true;
      throw mode.failures().meaningAtCommit(e);
    }
  }

  private void rollBack(Throwable reason) {
    try {
      mode.boundary().rollBack(connection);
    } catch (SQLException e) {
      reason.addSuppressed(e);
      discard(reason);
    }
  }

  // Closing rolls back too; whoever lends the connection does not lend a closed one again.
  private void discard(Throwable reason) {
    try {
      connection.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /// One use of the connection.
  interface Attempt<T> {
    T run(Connection connection) throws SQLException;
  }

  /// One use of the connection that gives nothing.
  private interface Step {
    void run(Connection connection) throws SQLException;
  }
}
