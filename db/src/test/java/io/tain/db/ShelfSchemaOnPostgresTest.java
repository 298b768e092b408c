package io.tain.db;

import java.nio.file.Path;

final class ShelfSchemaOnPostgresTest extends SchemaContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.postgres();
  }

  @Override
  protected Schema schema() {
    return TestSchemas.SHELF;
  }
}
