package io.tain.catalog.sql;

import io.tain.base.VersionId;
import io.tain.catalog.Artefact;
import io.tain.catalog.ImageKey;
import io.tain.catalog.Origin;
import io.tain.catalog.Sizes;
import io.tain.catalog.Version;
import io.tain.catalog.VersionFacts;
import io.tain.catalog.VersionState;
import io.tain.db.Statement;
import io.tain.db.Transaction;
import java.time.Instant;
import java.util.List;

/// Writes versions into their tables.
final class VersionTable {
  private VersionTable() {}

  /// Whether the image shows a version with this label, or any image has one with this id.
  static boolean isTaken(Transaction tx, VersionFacts facts) {
    return tx.sql(
            """
            select id from version
            where id = :id
              or (tenant = :tenant and image = :image and label = :label and hidden_at is null)
            """)
        .bind("id", facts.id())
        .bind("tenant", facts.image().tenant())
        .bind("image", facts.image().name())
        .bind("label", facts.label())
        .first(_ -> true)
        .isPresent();
  }

  /// Writes a version; its image's row is locked by this transaction.
  static void insert(Transaction tx, Version version) {
    VersionFacts facts = version.facts();
    Statement insert =
        tx.sql(
                """
                insert into version (id, tenant, image, ordinal, label, state, architecture,
                  firmware, created_at, duration_millis, content_digest, virtual_size_bytes,
                  data_bytes, new_bytes, stored_bytes, origin, recipe_digest, lock_digest,
                  provenance_json)
                values (:id, :tenant, :image, :ordinal, :label, :state, :architecture,
                  :firmware, :created_at, :duration_millis, :content_digest, :virtual_size_bytes,
                  :data_bytes, :new_bytes, :stored_bytes, :origin, :recipe_digest, :lock_digest,
                  :provenance_json)
                """)
            .bind("id", facts.id())
            .bind("tenant", facts.image().tenant())
            .bind("image", facts.image().name())
            .bind("ordinal", nextOrdinal(tx, facts.image()))
            .bind("label", facts.label())
            .bind("state", version.state().text())
            .bind("architecture", facts.target().architecture().text())
            .bind("firmware", facts.target().firmware().text())
            .bind("created_at", facts.createdAt())
            .bind("duration_millis", facts.duration().toMillis())
            .bind("content_digest", facts.content().digest());
    bindSizes(insert, facts.content().sizes());
    bindOrigin(insert, facts.origin());
    insert.update();
    insertParts(tx, facts);
  }

  static void setState(Transaction tx, VersionId id, VersionState state) {
    tx.sql("update version set state = :state where id = :id")
        .bind("state", state.text())
        .bind("id", id)
        .update();
  }

  static void hide(Transaction tx, VersionId id, Instant at) {
    tx.sql("update version set hidden_at = :at where id = :id")
        .bind("at", at)
        .bind("id", id)
        .update();
  }

  private static long nextOrdinal(Transaction tx, ImageKey image) {
    return tx.sql(
            """
            select coalesce(max(ordinal), 0) + 1 as next from version
            where tenant = :tenant and image = :image
            """)
        .bind("tenant", image.tenant())
        .bind("image", image.name())
        .first(row -> row.number("next"))
        .orElseThrow();
  }

  private static void bindSizes(Statement insert, Sizes sizes) {
    insert
        .bind("virtual_size_bytes", sizes.virtualSizeBytes())
        .bind("data_bytes", sizes.dataBytes())
        .bind("new_bytes", sizes.newBytes())
        .bind("stored_bytes", sizes.storedBytes());
  }

  private static void bindOrigin(Statement insert, Origin origin) {
    switch (origin) {
      case Origin.Imported _ ->
          insert
              .bind("origin", "imported")
              .bind("recipe_digest", null)
              .bind("lock_digest", null)
              .bind("provenance_json", null);
      case Origin.Built(_, var recipe, var lock, var provenanceJson) ->
          insert
              .bind("origin", "built")
              .bind("recipe_digest", recipe)
              .bind("lock_digest", lock)
              .bind("provenance_json", provenanceJson);
    }
  }

  private static void insertParts(Transaction tx, VersionFacts facts) {
    List<VersionId> parents = facts.origin().parents();
    for (int position = 0; position < parents.size(); position++) {
      part(tx, facts, "version_parent (tenant, version, position, parent)", ":position, :parent")
          .bind("position", position)
          .bind("parent", parents.get(position))
          .update();
    }
    part(tx, facts, "version_property (tenant, version, name, value)", ":name, :value")
        .updateAll(
            facts.properties().entrySet(),
            (insert, property) ->
                insert.bind("name", property.getKey()).bind("value", property.getValue()));
    part(
            tx,
            facts,
            "artefact (tenant, version, kind, position, role, digest, size_bytes, media_type,"
                + " place)",
            ":kind, :position, :role, :digest, :size_bytes, :media_type, :place")
        .updateAll(facts.content().artefacts(), VersionTable::bindArtefact);
  }

  private static Statement part(Transaction tx, VersionFacts facts, String into, String values) {
    return tx.sql("insert into %s values (:tenant, :version, %s)".formatted(into, values))
        .bind("tenant", facts.image().tenant())
        .bind("version", facts.id());
  }

  private static void bindArtefact(Statement insert, Artefact artefact) {
    insert
        .bind("kind", artefact.kind().text())
        .bind("position", artefact.index())
        .bind("role", artefact.role())
        .bind("digest", artefact.digest())
        .bind("size_bytes", artefact.sizeBytes())
        .bind("media_type", artefact.mediaType())
        .bind("place", artefact.place());
  }
}
