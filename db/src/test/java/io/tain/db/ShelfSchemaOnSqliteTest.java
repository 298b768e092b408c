package io.tain.db;

import java.nio.file.Path;

final class ShelfSchemaOnSqliteTest extends SchemaContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.sqlite(folder);
  }

  @Override
  protected Schema schema() {
    return TestSchemas.SHELF;
  }
}
