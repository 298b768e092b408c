package io.tain.db;

import java.nio.file.Path;

final class DatabaseOnPostgresTest extends DatabaseContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.postgres();
  }
}
