package io.tain.store.engine;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.db.SqlTime;
import io.tain.db.Transaction;
import io.tain.store.PackName;
import io.tain.store.PackState;
import io.tain.store.PreparedVersion;
import io.tain.store.Sealed;
import java.util.List;
import java.util.stream.Stream;

/// The store's part of the one transaction that makes a version visible.
final class SqlSeal {
  private SqlSeal() {}

  /// Locks the packs, ends the session, writes the manifest's row; the packs become LIVE at the
  /// end.
  static Sealed run(Transaction tx, PreparedVersion prepared) {
    lockPacks(tx, prepared);
    int ended =
        tx.sql("delete from store_session where id = :id").bind("id", prepared.session()).update();
    SqlPacks.requireSession(prepared.session(), ended);
    insertManifest(tx, prepared);
    tx.atEnd(() -> number(tx, prepared));
    return prepared.sealed();
  }

  private static void lockPacks(Transaction tx, PreparedVersion prepared) {
    List<PackName> own = prepared.ownPacks();
    List<PackName> all =
        Stream.concat(own.stream(), prepared.reusedPacks().stream()).sorted().toList();
    for (PackName pack : all) {
      String found =
          tx.sql("select state from store_pack where name = :name" + tx.forUpdate())
              .bind("name", pack)
              .first(row -> row.text("state"))
              .orElse(PackState.DELETED.name());
      PackState expected = own.contains(pack) ? PackState.WRITING : PackState.LIVE;
      if (!found.equals(expected.name())) {
        throw TainException.of(ErrorCode.STORE_PACK_STATE, "pack", pack, "state", found);
      }
    }
  }

  private static void insertManifest(Transaction tx, PreparedVersion prepared) {
    Sealed sealed = prepared.sealed();
    String domain =
        tx.sql("select domain from store_pack where name = :name")
            .bind("name", sealed.place().pack())
            .first(row -> row.text("domain"))
            .orElseThrow();
    tx.sql(
            "insert into store_manifest (version_id, tenant, domain, place, content_digest,"
                + " virtual_size_bytes, data_bytes, stored_bytes, sequence, created_at)"
                + " values (:id, :tenant, :domain, :place, :digest, :size, :data, :stored, 0,"
                + " :now)")
        .bind("id", prepared.facts().id())
        .bind("tenant", prepared.facts().tenant())
        .bind("domain", domain)
        .bind("place", sealed.place())
        .bind("digest", sealed.contentDigest())
        .bind("size", sealed.virtualSizeBytes())
        .bind("data", sealed.dataBytes())
        .bind("stored", sealed.storedBytes())
        .bind("now", SqlTime.text(prepared.facts().createdAt()))
        .update();
  }

  /// Takes the next number and gives it to all that the transaction changed.
  private static void number(Transaction tx, PreparedVersion prepared) {
    tx.sql("update store_counter set last_sequence = last_sequence + 1 where id = 1").update();
    long sequence =
        tx.sql("select last_sequence from store_counter where id = 1")
            .first(row -> row.number("last_sequence"))
            .orElseThrow();
    for (PackName pack : prepared.ownPacks()) {
      tx.sql(
              "update store_pack set state = 'LIVE', session_id = null, live_sequence = :sequence,"
                  + " last_use_sequence = :sequence where name = :name")
          .bind("sequence", sequence)
          .bind("name", pack)
          .update();
    }
    for (PackName pack : prepared.reusedPacks()) {
      tx.sql("update store_pack set last_use_sequence = :sequence where name = :name")
          .bind("sequence", sequence)
          .bind("name", pack)
          .update();
    }
    tx.sql("update store_manifest set sequence = :sequence where version_id = :id")
        .bind("sequence", sequence)
        .bind("id", prepared.facts().id())
        .update();
  }
}
