package io.tain.db;

import java.nio.file.Path;

final class StatementOnSqliteTest extends StatementContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.sqlite(folder);
  }
}
