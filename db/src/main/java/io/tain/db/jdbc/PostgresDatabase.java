package io.tain.db.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.db.Database;
import io.tain.db.DatabasePlace.PostgresServer;
import io.tain.db.Dialect;
import io.tain.db.Work;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// A database on a PostgreSQL server, through a pool of connections.
final class PostgresDatabase implements Database {
  private static final SqlFailures FAILURES = new SqlFailures.Postgres();

  // A commit that was acknowledged is durable whatever the server's default; no wait is endless.
  private static final String SESSION =
      "set synchronous_commit = on; set lock_timeout = '60s';"
          + " set idle_in_transaction_session_timeout = '10min'";
  private static final Mode WRITING = mode("set transaction isolation level read committed");
  private static final Mode READING =
      mode("set transaction isolation level repeatable read read only");

  private final Nesting nesting = new Nesting();
  private final HikariDataSource pool;

  private PostgresDatabase(HikariDataSource pool) {
    this.pool = pool;
  }

  static Database open(PostgresServer server, SchemaSet schemas) {
    var database = new PostgresDatabase(connect(server));
    try {
      schemas.bringUpToDate(new RepeatingDatabase(database), () -> database.pool);
      return database;
    } catch (Throwable e) {
      database.close();
      throw e;
    }
  }

  @Override
  public <T, X extends Exception> T transact(Work<T, X> work) throws X {
    return run(WRITING, nesting.guarded(work));
  }

  @Override
  public <T, X extends Exception> T read(Work<T, X> work) throws X {
    return run(READING, nesting.guarded(work));
  }

  @Override
  public void close() {
    pool.close();
  }

  private <T, X extends Exception> T run(Mode mode, Work<T, X> work) throws X {
    if (pool.isClosed()) {
      throw new IllegalStateException("the database is closed");
    }
    try (Connection connection = lend(pool)) {
      return JdbcTransaction.run(connection, mode, work);
    } catch (SQLException e) {
      // Of giving the connection back: the transaction has ended, and must not run again.
      throw SqlFailures.plain(e);
    }
  }

  // The pool has tried for as long as a request may wait: no reason to try it all again.
  static Connection lend(DataSource pool) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw SqlFailures.plain(e);
    }
  }

  private static Mode mode(String beginning) {
    return new Mode(Dialect.POSTGRESQL, new Boundary.ByDriver(beginning), FAILURES);
  }

  private static HikariDataSource connect(PostgresServer server) {
    try {
      return new HikariDataSource(config(server));
    } catch (HikariPool.PoolInitializationException e) {
      throw TainException.of(ErrorCode.DATABASE_FAILED, "reason", String.valueOf(e.getMessage()))
          .causedBy(e);
    }
  }

  private static HikariConfig config(PostgresServer server) {
    var config = new HikariConfig();
    config.setJdbcUrl(server.url());
    config.setUsername(server.user());
    config.setPassword(server.password().reveal());
    config.setPoolName("tain-db");
    config.setMaximumPoolSize(server.maxConnections());
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    config.setConnectionInitSql(SESSION);
    return config;
  }
}
