package io.tain.db;

import io.tain.db.log.SqlEventLog;
import java.nio.file.Path;

final class EventSchemaOnPostgresTest extends SchemaContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.postgres();
  }

  @Override
  protected Schema schema() {
    return SqlEventLog.SCHEMA;
  }
}
