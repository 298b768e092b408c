package io.tain.db.log;

import io.tain.base.Actor;
import io.tain.base.TenantId;
import io.tain.db.CanonicalJson;
import io.tain.db.Decision;
import io.tain.db.Event;
import io.tain.db.EventLog;
import io.tain.db.LoggedEvent;
import io.tain.db.Row;
import io.tain.db.Schema;
import io.tain.db.SqlTime;
import io.tain.db.Transaction;
import java.util.List;
import java.util.Map;

/// The log of events in the tables `event` and `event_counter`.
public final class SqlEventLog implements EventLog {
  /// The log's tables; every database has them.
  public static final Schema SCHEMA = new Schema("db", 1, SqlEventLog.class);

  private static final int MAX_READ = 10_000;

  @Override
  public void append(Transaction tx, Event event) {
    tx.atEnd(() -> insert(tx, event, nextSequence(tx)));
  }

  @Override
  public List<LoggedEvent> after(Transaction tx, long sequence, int max) {
    if (max < 1 || max > MAX_READ) {
      throw new IllegalArgumentException("events to read: " + max);
    }
    return tx.sql("select * from event where sequence > :sequence order by sequence limit :max")
        .bind("sequence", sequence)
        .bind("max", max)
        .list(SqlEventLog::event);
  }

  @Override
  public long lastSequence(Transaction tx) {
    return tx.sql("select last_sequence from event_counter")
        .first(row -> row.number("last_sequence"))
        .orElseThrow();
  }

  private static long nextSequence(Transaction tx) {
    return tx.sql(
            "update event_counter set last_sequence = last_sequence + 1 returning last_sequence")
        .first(row -> row.number("last_sequence"))
        .orElseThrow();
  }

  private static void insert(Transaction tx, Event event, long sequence) {
    tx.sql(
            """
            insert into event (sequence, tenant, occurred_at, actor_tenant, actor, action, object,
              decision, json)
            values (:sequence, :tenant, :occurred_at, :actor_tenant, :actor, :action, :object,
              :decision, :json)
            """)
        .bind("sequence", sequence)
        .bind("tenant", event.fact().tenant())
        .bind("occurred_at", event.time())
        .bind("actor_tenant", event.actor().tenant())
        .bind("actor", event.actor().name())
        .bind("action", event.fact().action())
        .bind("object", event.fact().object())
        .bind("decision", event.decision().text())
        .bind("json", json(event, sequence))
        .update();
  }

  private static String json(Event event, long sequence) {
    return CanonicalJson.write(
        Map.of(
            "sequence", sequence,
            "tenant", event.fact().tenant().text(),
            "occurred_at", SqlTime.text(event.time()),
            "actor_tenant", event.actor().tenant().text(),
            "actor", event.actor().name(),
            "action", event.fact().action(),
            "object", event.fact().object(),
            "decision", event.decision().text(),
            "detail", event.fact().detail()));
  }

  private static LoggedEvent event(Row row) {
    return new LoggedEvent(
        row.number("sequence"),
        row.time("occurred_at"),
        new Actor(new TenantId(row.text("actor_tenant")), row.text("actor")),
        new TenantId(row.text("tenant")),
        row.text("action"),
        row.text("object"),
        Decision.parse(row.text("decision")),
        row.text("json"));
  }
}
