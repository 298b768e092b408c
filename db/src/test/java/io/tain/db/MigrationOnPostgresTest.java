package io.tain.db;

import java.nio.file.Path;

final class MigrationOnPostgresTest extends MigrationContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.postgres();
  }
}
