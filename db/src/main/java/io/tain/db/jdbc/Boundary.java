package io.tain.db.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// How transactions of a database begin and end.
sealed interface Boundary {
  void begin(Connection connection) throws SQLException;

  void commit(Connection connection) throws SQLException;

  void rollBack(Connection connection) throws SQLException;

  /// By statements on connections that commit by themselves.
  ///
  /// The driver of SQLite would begin the next transaction as soon as one has ended, and an idle
  /// writer would hold the write lock.
  ///
  /// @param beginning such as `begin immediate`
  record ByStatement(String beginning) implements Boundary {
    @Override
    public void begin(Connection connection) throws SQLException {
      execute(connection, beginning);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
      execute(connection, "commit");
    }

    @Override
    public void rollBack(Connection connection) throws SQLException {
      execute(connection, "rollback");
    }
  }

  /// By the driver, on connections that do not commit by themselves.
  ///
  /// @param mode the transaction's first statement, which says what kind it is
  record ByDriver(String mode) implements Boundary {
    @Override
    public void begin(Connection connection) throws SQLException {
      execute(connection, mode);
    }

    @Override
    public void commit(Connection connection) throws SQLException {
      connection.commit();
    }

    @Override
    public void rollBack(Connection connection) throws SQLException {
      connection.rollback();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
