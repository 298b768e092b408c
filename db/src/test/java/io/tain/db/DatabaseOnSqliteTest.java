package io.tain.db;

import java.nio.file.Path;

final class DatabaseOnSqliteTest extends DatabaseContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.sqlite(folder);
  }
}
