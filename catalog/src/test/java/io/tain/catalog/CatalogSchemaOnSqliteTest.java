package io.tain.catalog;

import io.tain.catalog.sql.SqlCatalog;
import io.tain.db.DatabasePlace;
import io.tain.db.Schema;
import io.tain.db.SchemaContract;
import io.tain.db.TestDatabases;
import java.nio.file.Path;

final class CatalogSchemaOnSqliteTest extends SchemaContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.sqlite(folder);
  }

  @Override
  protected Schema schema() {
    return SqlCatalog.SCHEMA;
  }
}
