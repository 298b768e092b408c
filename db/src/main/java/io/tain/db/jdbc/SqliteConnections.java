package io.tain.db.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Opens connections to one file of SQLite's.
final class SqliteConnections {
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

  private final String url;

  SqliteConnections(Path file) {
    this.url = "jdbc:sqlite:" + file;
  }

  /// A connection that writes; what it commits is on the disk.
  Connection writer() throws SQLException {
    return open(writing());
  }

  /// Connections that write, for a tool that opens and closes its own.
  DataSource dataSource() {
    var source = new SQLiteDataSource(writing());
    source.setUrl(url);
    return source;
  }

  /// A connection that cannot write.
  Connection reader() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return open(config);
  }

  private static SQLiteConfig writing() {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return config;
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
    config.enforceForeignKeys(true);
    return config;
  }

  private Connection open(SQLiteConfig config) throws SQLException {
    return config.createConnection(url);
  }
}
