package io.tain.db.jdbc;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.db.Database;
import io.tain.db.Dialect;
import io.tain.db.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A database in a file: one writer, a few readers beside it (write-ahead log, full
/// synchronisation).
final class SqliteDatabase implements Database {
  private static final int READERS = 4;

  private final Nesting nesting = new Nesting();
  private final SqliteLane writer;
  private final SqliteLane readers;

  private SqliteDatabase(Path file) {
    var connections = new SqliteConnections(file);
    var failures = new SqlFailures.Sqlite(file.toString());
    writer = new SqliteLane("writer", 1, connections::writer, mode("begin immediate", failures));
    readers = new SqliteLane("reader", READERS, connections::reader, mode("begin", failures));
  }

  static Database open(Path file, SchemaSet schemas) {
    makeFolder(file);
    var database = new SqliteDatabase(file);
    try {
      schemas.bringUpToDate(
          new RepeatingDatabase(database), new SqliteConnections(file)::dataSource);
      return database;
    } catch (Throwable e) {
      database.close();
      throw e;
    }
  }

  @Override
  public <T, X extends Exception> T transact(Work<T, X> work) throws X {
    return writer.run(nesting.guarded(work));
  }

  @Override
  public <T, X extends Exception> T read(Work<T, X> work) throws X {
    return readers.run(nesting.guarded(work));
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }

  private static void makeFolder(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw TainException.of(ErrorCode.FILE_FAILED, "path", file, "reason", e.toString())
          .causedBy(e);
    }
  }

  private static Mode mode(String beginning, SqlFailures failures) {
    return new Mode(Dialect.SQLITE, new Boundary.ByStatement(beginning), failures);
  }
}
