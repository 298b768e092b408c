package io.tain.db;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An open database with a table of notes.
public abstract class DatabaseFixture {
  /// The database that is tested.
  protected Database database;

  @TempDir private Path folder;

  /// An empty database of the kind that is tested.
  protected abstract DatabasePlace emptyDatabase(Path folder);

  @BeforeEach
  void open() {
    database = TestDatabases.open(emptyDatabase(folder));
    database.transact(DatabaseFixture::createTable);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /// Inserts a note.
  protected static int insert(Transaction tx, long id, String text) {
    return tx.sql("insert into note (id, body) values (:id, :body)")
        .bind("id", id)
        .bind("body", text)
        .update();
  }

  /// The texts of the notes, in the database's order of them.
  protected final String notes() {
    return database.read(
        tx ->
            String.join(
                " ", tx.sql("select body from note order by body").list(DatabaseFixture::body)));
  }

  private static String body(Row row) {
    return row.text("body");
  }

  private static int createTable(Transaction tx) {
    String sql =
        """
        create table note (
          id bigint not null primary key,
          body ${text} not null unique,
          parent bigint references note (id),
          flag boolean,
          data ${bytes},
          moment ${text},
          check (id >= 0)
        )
        """;
    return tx.sql(tx.dialect().filledIn(sql)).update();
  }
}
