package io.tain.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every module's tables keep: an empty database and a migrated one end up the same.
public abstract class SchemaContract {
  @TempDir private Path folder;

  /// An empty database of the kind that is tested; each call gives another.
  protected abstract DatabasePlace emptyDatabase(Path folder);

  /// The tables that are tested.
  protected abstract Schema schema();

  @Test
  void baseline_comparedWithAllMigrations_makesTheSameTables() {
    DatabasePlace old = emptyDatabase(folder.resolve("old"));
    TestDatabases.open(old, new Schema(schema().module(), 1, schema().anchor())).close();

    List<String> migrated = dump(old);

    assertThat(migrated).isEqualTo(dump(emptyDatabase(folder.resolve("new"))));
    assertThat(migrated).isNotEmpty();
  }

  private List<String> dump(DatabasePlace place) {
    try (Database database = TestDatabases.open(place, schema())) {
      return SchemaDump.of(database);
    }
  }
}
