package io.tain.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What opening does to the tables of every database.
public abstract class MigrationContract {
  private static final String VERSIONS =
      "select module as a, version as b from schema_version order by module";

  @TempDir private Path folder;
  private DatabasePlace place;

  /// An empty database of the kind that is tested.
  protected abstract DatabasePlace emptyDatabase(Path folder);

  @BeforeEach
  void choosePlace() {
    place = emptyDatabase(folder);
  }

  @Test
  void open_emptyDatabase_hasTheNewestTablesWithoutFlyway() {
    assertThat(opened(VERSIONS, TestSchemas.SHELF)).containsExactly("db 1", "shelf 3");
    assertThat(opened("select title as a, width as b from shelf", TestSchemas.SHELF))
        .containsExactly("a; b 0");
    assertThat(hasFlywayHistory()).isFalse();
  }

  @Test
  void open_older_isMigratedAndKeepsItsRows() {
    change("insert into shelf (id, title) values (2, 'c')", TestSchemas.shelf(1));

    assertThat(opened(VERSIONS, TestSchemas.SHELF)).containsExactly("db 1", "shelf 3");
    assertThat(opened("select title as a, width as b from shelf order by id", TestSchemas.SHELF))
        .containsExactly("a; b 0", "c 0");
    assertThat(opened("select id as a, shelf as b from book", TestSchemas.SHELF)).isEmpty();
  }

  @Test
  void open_olderThanOneAfterAnother_isMigratedEachTime() {
    assertThat(opened(VERSIONS, TestSchemas.shelf(1))).containsExactly("db 1", "shelf 1");
    assertThat(opened(VERSIONS, TestSchemas.shelf(2))).containsExactly("db 1", "shelf 2");
    assertThat(opened(VERSIONS, TestSchemas.shelf(3))).containsExactly("db 1", "shelf 3");
  }

  @Test
  void open_afterACrashBeforeTheVersionWasWritten_goesOn() {
    opened(VERSIONS, TestSchemas.shelf(1));
    opened(VERSIONS, TestSchemas.shelf(3));
    change("update schema_version set version = 1 where module = 'shelf'", TestSchemas.shelf(3));

    assertThat(opened(VERSIONS, TestSchemas.shelf(3))).containsExactly("db 1", "shelf 3");
  }

  @Test
  void open_newer_isRefusedByName() {
    opened(VERSIONS, TestSchemas.SHELF);

    assertThatThrownBy(() -> opened(VERSIONS, TestSchemas.shelf(2)))
        .isInstanceOfSatisfying(
            TainException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.DATABASE_NEWER);
              assertThat(refusal.arguments())
                  .containsEntry("module", "shelf")
                  .containsEntry("found", "3")
                  .containsEntry("known", "2");
            });
    assertThat(opened(VERSIONS, TestSchemas.SHELF)).containsExactly("db 1", "shelf 3");
  }

  @Test
  void open_withAnotherModule_addsItsTables() {
    opened(VERSIONS);

    assertThat(opened(VERSIONS, TestSchemas.SHELF)).containsExactly("db 1", "shelf 3");
  }

  @Test
  void open_withAMistakeInAScript_failsAndLeavesTheOldVersion() {
    var first = new Schema("broken", 1, TestSchemas.BROKEN.anchor());
    opened(VERSIONS, first);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> opened(VERSIONS, TestSchemas.BROKEN))
          .isInstanceOfSatisfying(
              TainException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.DATABASE_FAILED));
    }
    assertThat(opened(VERSIONS, first)).containsExactly("broken 1", "db 1");
    assertThatThrownBy(() -> opened("select id as a, id as b from half_done", first))
        .isInstanceOf(TainException.class);
  }

  @Test
  void open_byTwoAtOnce_makesTheTablesOnce() throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      var openings = new ArrayList<Future<List<String>>>();
      for (int i = 0; i < 2; i++) {
        openings.add(executor.submit(() -> opened(VERSIONS, TestSchemas.SHELF)));
      }
      for (Future<List<String>> opening : openings) {
        assertThat(opening.get()).containsExactly("db 1", "shelf 3");
      }
    }
  }

  private List<String> opened(String query, Schema... schemas) {
    try (Database database = TestDatabases.open(place, schemas)) {
      return database.read(tx -> tx.sql(query).list(MigrationContract::firstTwo));
    }
  }

  private void change(String sql, Schema schema) {
    try (Database database = TestDatabases.open(place, schema)) {
      database.transact(tx -> tx.sql(sql).update());
    }
  }

  private boolean hasFlywayHistory() {
    try (Database database = TestDatabases.open(place, TestSchemas.SHELF)) {
      return SchemaDump.tables(database).stream().anyMatch(name -> name.contains("history"));
    }
  }

  private static String firstTwo(Row row) {
    return row.text("a") + " " + row.text("b");
  }
}
