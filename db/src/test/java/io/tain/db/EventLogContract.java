package io.tain.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.Actor;
import io.tain.base.TenantId;
import io.tain.db.log.SqlEventLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every log of events keeps.
public abstract class EventLogContract {
  private static final Instant NOW = Instant.parse("2026-11-21T09:30:00.123456789Z");

  private final EventLog log = new SqlEventLog();
  private Database database;

  @TempDir private Path folder;

  /// An empty database of the kind that is tested.
  protected abstract DatabasePlace emptyDatabase(Path folder);

  @BeforeEach
  void open() {
    database = TestDatabases.open(emptyDatabase(folder));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void after_ofAnEmptyLog_isEmpty() {
    assertThat(events(0, 10)).isEmpty();
    assertThat(last()).isZero();
  }

  @Test
  void append_oneEvent_isReadAsItWas() {
    var actor = new Actor(new TenantId("acme"), "王工 \"ops\"");
    var fact =
        new Fact(
            TenantId.DEFAULT, "image.made", "image:web", Map.of("b", 2, "a", "é\n", "c", true));

    append(Event.allowed(NOW, actor, fact));

    assertThat(events(0, 10))
        .containsExactly(
            new LoggedEvent(
                1,
                Instant.parse("2026-11-21T09:30:00.123456Z"),
                actor,
                TenantId.DEFAULT,
                "image.made",
                "image:web",
                Decision.ALLOWED,
                "{\"action\":\"image.made\",\"actor\":\"王工 \\\"ops\\\"\",\"actor_tenant\":\"acme\","
                    + "\"decision\":\"allowed\",\"detail\":{\"a\":\"é\\n\",\"b\":2,\"c\":true},"
                    + "\"object\":\"image:web\",\"occurred_at\":\"2026-11-21T09:30:00.123456Z\","
                    + "\"sequence\":1,\"tenant\":\"default\"}"));
  }

  @Test
  void append_refusal_isKeptAsRefused() {
    append(Event.refused(NOW, Actor.OWNER, fact("version.hide")));

    assertThat(events(0, 10)).extracting(LoggedEvent::decision).containsExactly(Decision.REFUSED);
  }

  @Test
  void append_severalInOneTransaction_keepTheirOrder() {
    database.transact(
        tx -> {
          for (String action : List.of("a", "b", "c")) {
            log.append(tx, Event.allowed(NOW, Actor.OWNER, fact(action)));
          }
          return true;
        });

    assertThat(events(0, 10))
        .extracting(event -> event.sequence() + event.action())
        .containsExactly("1a", "2b", "3c");
  }

  @Test
  void append_inATransactionThatFails_leavesNoGap() {
    append(Event.allowed(NOW, Actor.OWNER, fact("first")));
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      log.append(tx, Event.allowed(NOW, Actor.OWNER, fact("lost")));
                      tx.atEnd(
                          () -> {
                            throw new IllegalStateException("after the counter was taken");
                          });
                      return true;
                    }))
        .hasMessage("after the counter was taken");
    append(Event.allowed(NOW, Actor.OWNER, fact("second")));

    assertThat(events(0, 10))
        .extracting(event -> event.sequence() + event.action())
        .containsExactly("1first", "2second");
  }

  @Test
  void append_byManyOfWhomSomeFail_leavesNoGap() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = new ArrayList<Future<?>>();
      for (int i = 0; i < 60; i++) {
        boolean fails = i % 3 == 0;
        writers.add(executor.submit(() -> appendOrFail(fails)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }

    assertThat(events(0, 100))
        .extracting(LoggedEvent::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
    assertThat(last()).isEqualTo(40);
  }

  @Test
  void after_aPlace_givesWhatFollowsAndNoMoreThanAsked() {
    for (int i = 0; i < 5; i++) {
      append(Event.allowed(NOW, Actor.OWNER, fact("n" + i)));
    }

    assertThat(events(2, 2)).extracting(LoggedEvent::sequence).containsExactly(3L, 4L);
    assertThat(events(5, 2)).isEmpty();
  }

  @Test
  void change_recorded_isLoggedOnceAndGivesItsValue() {
    String value =
        database.transact(tx -> Change.in(tx, "made", fact("a")).record(log, Actor.OWNER, NOW));

    assertThat(value).isEqualTo("made");
    assertThat(events(0, 10)).extracting(LoggedEvent::action).containsExactly("a");
  }

  @Test
  void change_notRecorded_doesNotCommit() {
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      Change.in(tx, 1, fact("a")).record(log, Actor.OWNER, NOW);
                      return Change.in(tx, 2, fact("b")).fact();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no event was recorded for b");
    assertThat(events(0, 10)).isEmpty();
  }

  @Test
  void change_recordedTwice_isAMistake() {
    assertThatThrownBy(
            () ->
                database.transact(
                    tx -> {
                      Change<Integer> change = Change.in(tx, 1, fact("a"));
                      return change.record(log, Actor.OWNER, NOW)
                          + change.record(log, Actor.OWNER, NOW);
                    }))
        .hasMessage("recorded twice: a");
  }

  private void appendOrFail(boolean fails) {
    try {
      database.transact(
          tx -> {
            log.append(tx, Event.allowed(NOW, Actor.OWNER, fact("n")));
            if (fails) {
              tx.atEnd(
                  () -> {
                    throw new CancellationException("rolled back");
                  });
            }
            return true;
          });
    } catch (CancellationException e) {
      assertThat(fails).isTrue();
    }
  }

  private void append(Event event) {
    database.transact(
        tx -> {
          log.append(tx, event);
          return true;
        });
  }

  private List<LoggedEvent> events(long sequence, int max) {
    return database.read(tx -> log.after(tx, sequence, max));
  }

  private long last() {
    return database.read(log::lastSequence);
  }

  private static Fact fact(String action) {
    return new Fact(TenantId.DEFAULT, action, "image:web", Map.of());
  }
}
