package io.tain.db;

import java.nio.file.Path;

final class EventLogOnSqliteTest extends EventLogContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.sqlite(folder);
  }
}
