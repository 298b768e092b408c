package io.tain.db.jdbc;

import io.tain.db.Database;
import io.tain.db.DatabasePlace;
import io.tain.db.Schema;
import io.tain.db.log.SqlEventLog;
import java.util.List;
import java.util.stream.Stream;

/// Opens databases.
public final class JdbcDatabases {
  private JdbcDatabases() {}

  /// The database in `place`, with the tables of `schemas` in their newest version.
  ///
  /// An empty database gets the baseline scripts in one transaction; one with older tables is
  /// migrated by Flyway, script by script; one that has them all is opened after one look.
  ///
  /// @param schemas one for each module that keeps tables, those referred to first; the event log's
  ///     own tables are always there, and need not be named
  /// @throws io.tain.base.TainException `database.newer` if a newer Tain has written the tables;
  ///     `database.failed` if there is no such database or it does not answer
  public static Database open(DatabasePlace place, List<Schema> schemas) {
    var all =
        new SchemaSet(
            Stream.concat(Stream.of(SqlEventLog.SCHEMA), schemas.stream()).distinct().toList());
    Database database =
        switch (place) {
          case DatabasePlace.SqliteFile(var file) -> SqliteDatabase.open(file, all);
          case DatabasePlace.PostgresServer server -> PostgresDatabase.open(server, all);
        };
    return new RepeatingDatabase(database);
  }
}
