package io.tain.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.TainException;
import io.tain.db.Database;
import io.tain.db.DatabasePlace;
import io.tain.db.TestDatabases;
import io.tain.db.Transaction;
import io.tain.db.Work;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

final class RepeatingDatabaseTest {

  @TempDir private Path folder;
  private Database sqlite;

  @BeforeEach
  void open() {
    sqlite = TestDatabases.open(TestDatabases.sqlite(folder));
  }

  @AfterEach
  void close() {
    sqlite.close();
  }

  @Test
  void transact_givenUpSevenTimes_isRepeated() {
    var database = new GivingUp(sqlite, 7);

    String result = new RepeatingDatabase(database).transact(_ -> "done");

    assertThat(result).isEqualTo("done");
    assertThat(database.calls).hasValue(8);
  }

  @Test
  void transact_givenUpAgainAndAgain_fails() {
    var database = new GivingUp(sqlite, Integer.MAX_VALUE);

    assertThatThrownBy(() -> new RepeatingDatabase(database).transact(_ -> "done"))
        .isInstanceOf(SqlFailures.GivenUpException.class);
    assertThat(database.calls).hasValue(8);
  }

  @Test
  void transact_otherFailure_isNotRepeated() {
    var database = new GivingUp(sqlite, 0);

    assertThatThrownBy(
            () ->
                new RepeatingDatabase(database)
                    .transact(
                        _ -> {
                          throw new IllegalArgumentException("mine");
                        }))
        .hasMessage("mine");
    assertThat(database.calls).hasValue(1);
  }

  @Test
  void transact_interruptedInAPause_stops() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new RepeatingDatabase(new GivingUp(sqlite, 1)).transact(_ -> "done"))
        .isInstanceOf(TainException.class)
        .hasMessageStartingWith("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void transact_overtakenOnPostgres_isRepeatedOnTheNewState() {
    DatabasePlace place = TestDatabases.postgres();
    try (Database database = TestDatabases.open(place);
        Database other = TestDatabases.open(place)) {
      database.transact(tx -> tx.sql("create table n (value bigint not null)").update());
      database.transact(tx -> tx.sql("insert into n (value) values (1)").update());
      var attempts = new AtomicInteger();

      long result = database.transact(tx -> doubled(tx, other, attempts));

      assertThat(attempts).hasValue(2);
      assertThat(result).isEqualTo(22);
    }
  }

  @Test
  void transact_connectionEndedByItsServer_isRepeatedOnAnother() {
    DatabasePlace place = TestDatabases.postgres();
    try (Database database = TestDatabases.open(place);
        Database other = TestDatabases.open(place)) {
      database.transact(tx -> tx.sql("create table n (value bigint not null)").update());
      var attempts = new AtomicInteger();

      database.transact(
          tx -> {
            tx.sql("insert into n (value) values (7)").update();
            endOnce(tx, other, attempts);
            return value(tx);
          });

      assertThat(attempts).hasValue(2);
      long rows = database.read(RepeatingDatabaseTest::rows);
      assertThat(rows).isEqualTo(1);
    }
  }

  @Test
  void read_connectionEndedByItsServer_isRepeatedOnAnother() {
    DatabasePlace place = TestDatabases.postgres();
    try (Database database = TestDatabases.open(place);
        Database other = TestDatabases.open(place)) {
      database.transact(tx -> tx.sql("create table n (value bigint not null)").update());
      database.transact(tx -> tx.sql("insert into n (value) values (7)").update());
      var attempts = new AtomicInteger();

      long found =
          database.read(
              tx -> {
                endOnce(tx, other, attempts);
                return value(tx);
              });

      assertThat(attempts).hasValue(2);
      assertThat(found).isEqualTo(7);
    }
  }

  // Whether it was committed is not known: done again, it could be done twice.
  @Test
  void transact_connectionEndedBeforeItsCommit_fails() {
    DatabasePlace place = TestDatabases.postgres();
    try (Database database = TestDatabases.open(place);
        Database other = TestDatabases.open(place)) {
      var attempts = new AtomicInteger();

      assertThatThrownBy(
              () ->
                  database.transact(
                      tx -> {
                        endOnce(tx, other, attempts);
                        return "done";
                      }))
          .isInstanceOf(TainException.class)
          .isNotInstanceOf(SqlFailures.GivenUpException.class);
      assertThat(attempts).hasValue(1);
    }
  }

  // The pool waits 30 s for a server: a request that did so eight times would hang for 4 minutes.
  @Test
  void lend_noServer_isNotRepeated() {
    var nobody = new PGSimpleDataSource();
    nobody.setPortNumbers(new int[] {1});

    assertThatThrownBy(() -> PostgresDatabase.lend(nobody))
        .isInstanceOf(TainException.class)
        .isNotInstanceOf(SqlFailures.GivenUpException.class);
  }

  // The first attempt loses its connection.
  private static void endOnce(Transaction tx, Database other, AtomicInteger attempts) {
    long process =
        tx.sql("select pg_backend_pid() as pid").first(row -> row.number("pid")).orElseThrow();
    if (attempts.incrementAndGet() == 1) {
      other.read(
          t ->
              t.sql("select pg_terminate_backend(cast(:pid as integer), 10000) as ended")
                  .bind("pid", process)
                  .first(row -> row.text("ended")));
    }
  }

  // The first attempt looks at the value and is overtaken by another server before it writes.
  private static long doubled(Transaction tx, Database other, AtomicInteger attempts) {
    tx.sql("set transaction isolation level serializable").update();
    long value = value(tx);
    if (attempts.incrementAndGet() == 1) {
      other.transact(t -> t.sql("update n set value = value + 10").update());
    }
    tx.sql("update n set value = :value").bind("value", 2 * value).update();
    return value(tx);
  }

  private static long rows(Transaction tx) {
    return tx.sql("select count(*) as n from n").first(row -> row.number("n")).orElseThrow();
  }

  private static long value(Transaction tx) {
    return tx.sql("select value from n").first(row -> row.number("value")).orElseThrow();
  }

  /// A database that gives up the first transactions.
  private static final class GivingUp implements Database {
    private final AtomicInteger calls = new AtomicInteger();
    private final Database database;
    private final int times;

    GivingUp(Database database, int times) {
      this.database = database;
      this.times = times;
    }

    @Override
    public <T, X extends Exception> T transact(Work<T, X> work) throws X {
      if (calls.incrementAndGet() <= times) {
        throw new SqlFailures.GivenUpException(new SQLException("serialisation failure"));
      }
      return database.transact(work);
    }

    @Override
    public <T, X extends Exception> T read(Work<T, X> work) throws X {
      return database.read(work);
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
