package io.tain.store.engine;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.crypto.Domain;
import io.tain.db.Database;
import io.tain.db.Row;
import io.tain.db.SqlTime;
import io.tain.db.Transaction;
import io.tain.store.PackName;
import io.tain.store.SessionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The store's tables: sessions, packs and manifests.
///
/// Safe for concurrent use.
final class SqlPacks {
  /// For how long a session that says nothing is taken to be alive.
  static final Duration LEASE = Duration.ofMinutes(10);

  private final Database database;
  private final InstantSource clock;

  SqlPacks(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// The session of this purpose that has not ended.
  Optional<SessionId> sessionFor(Domain domain, String purpose) {
    return database.read(
        tx ->
            tx.sql("select id from store_session where domain = :domain and purpose = :purpose")
                .bind("domain", domain.text())
                .bind("purpose", purpose)
                .first(row -> SessionId.parse(row.text("id"))));
  }

  /// Makes a session; one of the same purpose ends, and its packs become the new one's.
  void begin(SessionId session, Domain domain, String purpose) {
    String now = SqlTime.text(clock.instant());
    String leaseUntil = SqlTime.text(clock.instant().plus(LEASE));
    database.transact(
        tx -> {
          Optional<String> former = former(tx, domain, purpose);
          former.ifPresent(
              id -> tx.sql("delete from store_session where id = :id").bind("id", id).update());
          tx.sql(
                  "insert into store_session (id, domain, purpose, created_at, lease_until)"
                      + " values (:id, :domain, :purpose, :now, :lease)")
              .bind("id", session)
              .bind("domain", domain.text())
              .bind("purpose", purpose)
              .bind("now", now)
              .bind("lease", leaseUntil)
              .update();
          former.ifPresent(id -> adopt(tx, id, session));
          return session;
        });
  }

  /// Prolongs a session's lease.
  ///
  /// @throws TainException `import.session-lost` if it was ended by someone else
  void renew(SessionId session) {
    String leaseUntil = SqlTime.text(clock.instant().plus(LEASE));
    int found =
        database.transact(
            tx ->
                tx.sql("update store_session set lease_until = :lease where id = :id")
                    .bind("lease", leaseUntil)
                    .bind("id", session)
                    .update());
    requireSession(session, found);
  }

  /// Makes the row of a pack that is going to be written, and prolongs the session's lease.
  void writing(SessionId session, Domain domain, PackName pack) {
    String now = SqlTime.text(clock.instant());
    String leaseUntil = SqlTime.text(clock.instant().plus(LEASE));
    database.transact(
        tx -> {
          int found =
              tx.sql("update store_session set lease_until = :lease where id = :id")
                  .bind("lease", leaseUntil)
                  .bind("id", session)
                  .update();
          requireSession(session, found);
          return tx.sql(
                  "insert into store_pack (name, domain, state, session_id, size_bytes, chunks,"
                      + " chunk_bytes, last_use_sequence, created_at) values (:name, :domain,"
                      + " 'WRITING', :session, 0, 0, 0, 0, :now)")
              .bind("name", pack)
              .bind("domain", domain.text())
              .bind("session", session)
              .bind("now", now)
              .update();
        });
  }

  /// The packs that a session wrote or meant to write.
  List<PackName> packsOf(SessionId session) {
    return database.read(
        tx ->
            tx.sql("select name from store_pack where session_id = :session order by name")
                .bind("session", session)
                .list(SqlPacks::name));
  }

  /// The packs of all sessions that have not ended.
  List<PackName> writingPacks() {
    return database.read(
        tx ->
            tx.sql("select name from store_pack where state = 'WRITING' order by name")
                .list(SqlPacks::name));
  }

  /// Forgets a pack that was never written.
  void forget(PackName pack) {
    database.transact(
        tx ->
            tx.sql("delete from store_pack where name = :name and state = 'WRITING'")
                .bind("name", pack)
                .update());
  }

  /// Takes a pack out of its session; it stays WRITING for the collector.
  void disown(PackName pack) {
    database.transact(
        tx ->
            tx.sql("update store_pack set session_id = null where name = :name")
                .bind("name", pack)
                .update());
  }

  /// Ends a session; its packs stay WRITING, without a session, for the collector.
  void abandon(SessionId session) {
    database.transact(
        tx -> {
          tx.sql("update store_pack set session_id = null where session_id = :id")
              .bind("id", session)
              .update();
          return tx.sql("delete from store_session where id = :id").bind("id", session).update();
        });
  }

  /// True when packs of a domain are in use.
  boolean holdsChunksOf(Domain domain) {
    return database.read(
        tx ->
            tx.sql("select name from store_pack where domain = :domain and state = 'LIVE' limit 1")
                .bind("domain", domain.text())
                .first(SqlPacks::name)
                .isPresent());
  }

  /// The packs that became LIVE after a point of the sequence, and the new point.
  LivePacks liveAfter(long sequence) {
    return database.read(
        tx -> {
          List<LivePack> rows =
              tx.sql(
                      "select name, live_sequence from store_pack where live_sequence > :sequence"
                          + " and state = 'LIVE' order by live_sequence")
                  .bind("sequence", sequence)
                  .list(row -> new LivePack(name(row), row.number("live_sequence")));
          long newest = rows.isEmpty() ? sequence : rows.getLast().sequence();
          return new LivePacks(rows.stream().map(LivePack::name).toList(), newest);
        });
  }

  /// Packs, chunks and plain bytes of chunks in use.
  Totals totals() {
    return database.read(
        tx ->
            tx.sql(
                    "select count(*) as packs, coalesce(sum(chunks), 0) as chunks,"
                        + " coalesce(sum(chunk_bytes), 0) as bytes from store_pack"
                        + " where state = 'LIVE'")
                .first(
                    row ->
                        new Totals(row.number("packs"), row.number("chunks"), row.number("bytes")))
                .orElse(new Totals(0, 0, 0)));
  }

  /// Writes down what the finished packs of a session hold.
  void finished(Map<PackName, PackContent> packs) {
    database.transact(
        tx -> {
          tx.sql(
                  "update store_pack set size_bytes = :size, chunks = :chunks,"
                      + " chunk_bytes = :bytes where name = :name")
              .updateAll(
                  packs.entrySet(),
                  (statement, pack) ->
                      statement
                          .bind("size", pack.getValue().sizeBytes())
                          .bind("chunks", pack.getValue().chunks())
                          .bind("bytes", pack.getValue().chunkBytes())
                          .bind("name", pack.getKey()));
          return packs.size();
        });
  }

  private static Optional<String> former(Transaction tx, Domain domain, String purpose) {
    return tx.sql(
            "select id from store_session where domain = :domain and purpose = :purpose"
                + tx.forUpdate())
        .bind("domain", domain.text())
        .bind("purpose", purpose)
        .first(row -> row.text("id"));
  }

  private static void adopt(Transaction tx, String former, SessionId session) {
    tx.sql("update store_pack set session_id = :session where session_id = :former")
        .bind("session", session)
        .bind("former", former)
        .update();
  }

  static void requireSession(SessionId session, int found) {
    if (found == 0) {
      throw TainException.of(ErrorCode.IMPORT_SESSION_LOST, "session", session);
    }
  }

  private static PackName name(Row row) {
    return PackName.parse(row.text("name"));
  }

  /// @param sequence the newest number among them
  record LivePacks(List<PackName> packs, long sequence) {}

  record Totals(long packs, long chunks, long chunkBytes) {}

  private record LivePack(PackName name, long sequence) {}
}
