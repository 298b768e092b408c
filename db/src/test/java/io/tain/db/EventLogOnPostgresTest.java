package io.tain.db;

import java.nio.file.Path;

final class EventLogOnPostgresTest extends EventLogContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.postgres();
  }
}
