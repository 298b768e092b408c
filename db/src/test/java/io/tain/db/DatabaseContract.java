package io.tain.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every database does.
public abstract class DatabaseContract {
  @TempDir private Path folder;
  private DatabasePlace place;
  private Database database;

  /// An empty database of the kind that is tested.
  protected abstract DatabasePlace emptyDatabase(Path folder);

  @BeforeEach
  void open() {
    place = emptyDatabase(folder);
    database = TestDatabases.open(place);
    database.transact(
        tx -> tx.sql("create table note (id bigint primary key, text text not null)").update());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void transact_returning_isVisibleToTheNext() {
    database.transact(tx -> insert(tx, 1, "a"));

    assertThat(notes()).isEqualTo(1);
  }

  @Test
  void transact_throwing_leavesNothingAndThrowsTheSame() {
    var thrown = new IOException("lost");

    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      insert(tx, 1, "a");
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertThat(notes()).isZero();
  }

  private int notes() {
    return database.read(
        tx ->
            tx.sql("select count(*) as n from note")
                .first(row -> row.smallNumber("n"))
                .orElseThrow());
  }

  private static int insert(Transaction tx, long id, String text) {
    return tx.sql("insert into note (id, text) values (:id, :text)")
        .bind("id", id)
        .bind("text", text)
        .update();
  }
}
