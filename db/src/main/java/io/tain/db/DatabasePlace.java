package io.tain.db;

import io.tain.base.Secret;
import java.nio.file.Path;

/// Where a database is.
public sealed interface DatabasePlace {
  /// A file of SQLite's; it and its folder are made when missing.
  ///
  /// @param file such as `TAIN_HOME/catalog/tain.db`, on a local file system
  record SqliteFile(Path file) implements DatabasePlace {}

  /// A database on a PostgreSQL server.
  ///
  /// @param url `jdbc:postgresql://host:port/database`, without a password
  /// @param maxConnections at most so many, `>= 2`
  record PostgresServer(String url, String user, Secret password, int maxConnections)
      implements DatabasePlace {
    public PostgresServer {
      if (!url.startsWith("jdbc:postgresql:") || maxConnections < 2) {
        throw new IllegalArgumentException(
            "not a pool of PostgreSQL: connections=%d".formatted(maxConnections));
      }
    }
  }
}
