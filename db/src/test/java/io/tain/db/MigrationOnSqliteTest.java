package io.tain.db;

import java.nio.file.Path;

final class MigrationOnSqliteTest extends MigrationContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.sqlite(folder);
  }
}
