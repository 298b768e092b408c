package io.tain.store.scrub;

import io.tain.base.Digest;
import io.tain.base.VersionId;
import io.tain.db.Database;
import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import java.util.List;

/// What must be there, as the database says.
record SqlInventory(Database database) {
  /// The packs that versions may use, ascending.
  List<KnownPack> packs() {
    return database.read(
        tx ->
            tx.sql("select name, size_bytes from store_pack where state = 'LIVE' order by name")
                .list(
                    row ->
                        new KnownPack(PackName.parse(row.text("name")), row.number("size_bytes"))));
  }

  /// True when versions may still use a pack.
  boolean isLive(PackName pack) {
    return database.read(
        tx ->
            tx.sql("select name from store_pack where name = :name and state = 'LIVE'")
                .bind("name", pack)
                .first(row -> row.text("name"))
                .isPresent());
  }

  /// The versions, ascending by id.
  List<KnownVersion> versions() {
    return database.read(
        tx ->
            tx.sql(
                    "select version_id, place, content_digest"
                        + " from store_manifest order by version_id")
                .list(
                    row ->
                        new KnownVersion(
                            VersionId.parse(row.text("version_id")),
                            ManifestPlace.parse(row.text("place")),
                            Digest.parse(row.text("content_digest")))));
  }

  /// @param sizeBytes of the whole pack
  record KnownPack(PackName name, long sizeBytes) {}

  record KnownVersion(VersionId id, ManifestPlace place, Digest contentDigest) {}
}
