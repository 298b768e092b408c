package io.tain.catalog.sql;

import io.tain.base.Digest;
import io.tain.base.ImageName;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import io.tain.catalog.Architecture;
import io.tain.catalog.Content;
import io.tain.catalog.Firmware;
import io.tain.catalog.ImageKey;
import io.tain.catalog.Origin;
import io.tain.catalog.Sizes;
import io.tain.catalog.Target;
import io.tain.catalog.Version;
import io.tain.catalog.VersionFacts;
import io.tain.catalog.VersionState;
import io.tain.db.Row;
import io.tain.db.Statement;
import io.tain.db.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Reads versions from their tables.
final class VersionRows {
  private static final int BATCH = 1_000;

  private VersionRows() {}

  /// The versions that a condition on the table `version` selects.
  ///
  /// @param condition what follows `where`, with its order
  /// @param parameters binds what the condition names
  static List<Version> where(
      Transaction tx, String condition, UnaryOperator<Statement> parameters) {
    // Ids first: the rows of one version stand in four tables, and are read together for many.
    List<String> ids =
        parameters
            .apply(tx.sql("select id from version where " + condition))
            .list(row -> row.text("id"));
    var versions = new ArrayList<Version>();
    for (int start = 0; start < ids.size(); start += BATCH) {
      versions.addAll(byId(tx, ids.subList(start, Math.min(start + BATCH, ids.size()))));
    }
    return versions;
  }

  private static List<Version> byId(Transaction tx, List<String> ids) {
    var parts = VersionParts.of(tx, ids);
    var found = new HashMap<String, Version>();
    tx.sql("select * from version where id in (:ids)")
        .bindList("ids", ids)
        .forEach(row -> found.put(row.text("id"), version(row, parts)));
    return ids.stream().map(found::get).flatMap(Stream::ofNullable).toList();
  }

  private static Version version(Row row, VersionParts parts) {
    return new Version(
        facts(row, parts),
        Words.known(VersionState::parse, row.text("state")),
        row.optionalTime("hidden_at"));
  }

  private static VersionFacts facts(Row row, VersionParts parts) {
    String id = row.text("id");
    return new VersionFacts(
        VersionId.parse(id),
        new ImageKey(new TenantId(row.text("tenant")), new ImageName(row.text("image"))),
        new VersionLabel(row.text("label")),
        new Target(
            Words.known(Architecture::parse, row.text("architecture")),
            Words.known(Firmware::parse, row.text("firmware"))),
        row.time("created_at"),
        Duration.ofMillis(row.number("duration_millis")),
        new Content(Digest.parse(row.text("content_digest")), sizes(row), parts.artefacts(id)),
        origin(row, parts.parents(id)),
        parts.properties(id));
  }

  private static Sizes sizes(Row row) {
    return new Sizes(
        row.number("virtual_size_bytes"),
        row.number("data_bytes"),
        row.number("new_bytes"),
        row.number("stored_bytes"));
  }

  private static Origin origin(Row row, List<VersionId> parents) {
    Optional<String> recipe = row.optionalText("recipe_digest");
    return recipe.isEmpty()
        ? new Origin.Imported(parents)
        : new Origin.Built(
            parents,
            Digest.parse(recipe.get()),
            Digest.parse(row.text("lock_digest")),
            row.text("provenance_json"));
  }
}
