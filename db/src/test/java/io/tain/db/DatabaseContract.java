package io.tain.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.TainException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/// When transactions of every database happen, and what they leave.
public abstract class DatabaseContract extends DatabaseFixture {
  @Test
  void transact_returning_isVisibleToTheNext() {
    int rows = database.transact(tx -> insert(tx, 1, "a"));

    assertThat(rows).isEqualTo(1);
    assertThat(notes()).isEqualTo("a");
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
    assertThat(notes()).isEmpty();
  }

  @Test
  void transact_error_leavesNothingAndThrowsTheSame() {
    var thrown = new AssertionError("no memory");

    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      insert(tx, 1, "a");
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertThat(notes()).isEmpty();
  }

  @Test
  void transact_afterAFailure_works() {
    assertThatThrownBy(() -> database.transact(tx -> tx.sql("select nonsense").update()))
        .isInstanceOf(TainException.class);

    database.transact(tx -> insert(tx, 1, "a"));

    assertThat(notes()).isEqualTo("a");
  }

  @Test
  void transact_goingOnAfterAFailedStatement_doesNotCommit() {
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      insert(tx, 1, "a");
                      assertThatThrownBy(() -> insert(tx, 1, "b"))
                          .isInstanceOf(ConstraintException.class);
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a statement failed and the work went on");
    assertThat(notes()).isEmpty();
  }

  @Test
  void transact_inside_isRefused() {
    assertThatThrownBy(() -> database.transact(_ -> database.transact(tx -> insert(tx, 1, "a"))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.transact(_ -> notes()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.read(_ -> notes())).isInstanceOf(IllegalStateException.class);
    assertThat(notes()).isEmpty();
  }

  @Test
  void transaction_afterItsEnd_isRefused() {
    var kept = new ArrayList<Transaction>();
    database.transact(kept::add);

    assertThatThrownBy(() -> insert(kept.getFirst(), 1, "a"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void atEnd_steps_runInOrderAfterTheWork() {
    List<String> order =
        database.transact(
            tx -> {
              var steps = new ArrayList<String>();
              tx.atEnd(() -> steps.add("first"));
              tx.atEnd(() -> tx.atEnd(() -> steps.add("added late")));
              tx.atEnd(() -> steps.add("second"));
              steps.add("work");
              return steps;
            });

    assertThat(order).containsExactly("work", "first", "second", "added late");
  }

  @Test
  void atEnd_throwing_leavesNothing() {
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      tx.atEnd(
                          () -> {
                            throw new IllegalStateException("not yet");
                          });
                      return insert(tx, 1, "a");
                    }))
        .hasMessage("not yet");
    assertThat(notes()).isEmpty();
  }

  @Test
  void read_changing_isRefused() {
    assertThatThrownBy(() -> database.read(tx -> insert(tx, 1, "a")))
        .isInstanceOf(TainException.class);
    assertThat(notes()).isEmpty();
  }

  @Test
  void read_duringAWrite_seesOneSnapshot() throws Exception {
    database.transact(tx -> insert(tx, 1, "a"));

    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> counts =
          database.read(
              tx -> {
                int before = count(tx);
                Future<Integer> write =
                    others.submit(
                        () -> database.<Integer, Exception>transact(t -> insert(t, 2, "b")));
                assertThat(write.get()).isEqualTo(1);
                return List.of(before, count(tx));
              });

      assertThat(counts).containsExactly(1, 1);
    }
    assertThat(notes()).isEqualTo("a b");
  }

  @Test
  void transact_afterClose_isRefused() {
    database.close();

    assertThatThrownBy(() -> database.transact(tx -> insert(tx, 1, "a")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(this::notes).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void forUpdate_readAndWriteByMany_losesNone() throws Exception {
    database.transact(tx -> insert(tx, 0, "0"));
    int threads = 8;
    int rounds = 20;

    everywhere(threads, _ -> rounds(rounds, () -> database.transact(this::increment)));

    assertThat(notes()).isEqualTo(Integer.toString(threads * rounds));
  }

  @Test
  void transact_fromManyVirtualThreads_allCommit() throws Exception {
    everywhere(300, number -> database.transact(tx -> insert(tx, number, "note " + number)));

    int rows = database.read(DatabaseContract::count);
    assertThat(rows).isEqualTo(300);
  }

  @Test
  void transact_byAnInterruptedThread_stopsOrTellsTheOutcome() throws Exception {
    var seen = new ConcurrentLinkedQueue<String>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  try {
                    database.transact(tx -> insert(tx, 1, "a"));
                    seen.add("a");
                  } catch (TainException e) {
                    seen.add("");
                  }
                });
    thread.join();

    assertThat(seen).containsExactly(notes());
  }

  private int increment(Transaction tx) {
    int now =
        tx.sql("select body from note where id = 0" + tx.forUpdate())
            .first(row -> Integer.parseInt(row.text("body")))
            .orElseThrow();
    return tx.sql("update note set body = :next where id = 0")
        .bind("next", Integer.toString(now + 1))
        .update();
  }

  private static int count(Transaction tx) {
    return tx.sql("select count(*) as n from note")
        .first(row -> row.smallNumber("n"))
        .orElseThrow();
  }

  private static void rounds(int count, Runnable step) {
    for (int i = 0; i < count; i++) {
      step.run();
    }
  }

  private static void everywhere(int threads, IntConsumer step) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<?>>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        futures.add(executor.submit(() -> step.accept(number)));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    }
  }
}
