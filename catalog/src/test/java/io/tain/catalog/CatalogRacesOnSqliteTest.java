package io.tain.catalog;

import io.tain.db.DatabasePlace;
import io.tain.db.TestDatabases;
import java.nio.file.Path;

final class CatalogRacesOnSqliteTest extends CatalogRacesContract {
  @Override
  protected DatabasePlace emptyDatabase(Path folder) {
    return TestDatabases.sqlite(folder);
  }
}
