package io.tain.db;

import io.tain.base.Secret;
import io.tain.db.jdbc.JdbcDatabases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/// Empty databases for tests, of both kinds.
public final class TestDatabases {
  private static final int MAX_CONNECTIONS = 8;

  private TestDatabases() {}

  /// A file in `folder` that nothing has opened yet.
  public static DatabasePlace sqlite(Path folder) {
    return new DatabasePlace.SqliteFile(folder.resolve("catalog").resolve("tain.db"));
  }

  /// A new schema on the one PostgreSQL server of this JVM, which ends with it.
  public static DatabasePlace postgres() {
    // A schema is made in a millisecond; a database is seven megabytes of copies.
    String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    String url =
        "jdbc:postgresql://localhost:%d/postgres?currentSchema=%s"
            .formatted(Server.POSTGRES.getPort(), name);
    return new DatabasePlace.PostgresServer(
        url, "postgres", new Secret("postgres"), MAX_CONNECTIONS);
  }

  /// The database in `place`, opened with the tables of `schemas`; the caller closes it.
  public static Database open(DatabasePlace place, Schema... schemas) {
    return JdbcDatabases.open(place, List.of(schemas));
  }

  // Started by the first test that needs it; a hook of its library stops it with the JVM.
  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "200")
            .setServerConfig("fsync", "off")
            .setServerConfig("shared_buffers", "32MB")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
