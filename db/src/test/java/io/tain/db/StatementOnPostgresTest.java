package io.tain.db;

import java.nio.file.Path;

final class StatementOnPostgresTest extends StatementContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.postgres();
  }
}
