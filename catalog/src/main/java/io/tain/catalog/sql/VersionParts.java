package io.tain.catalog.sql;

import io.tain.base.Digest;
import io.tain.base.VersionId;
import io.tain.catalog.Artefact;
import io.tain.catalog.ArtefactKind;
import io.tain.db.Row;
import io.tain.db.Statement.RowConsumer;
import io.tain.db.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What versions have several of: parents, properties and artefacts, by version.
final class VersionParts {
  private final Map<String, List<VersionId>> parents = new HashMap<>();
  private final Map<String, Map<String, String>> properties = new HashMap<>();
  private final Map<String, List<Artefact>> artefacts = new HashMap<>();

  private VersionParts() {}

  static VersionParts of(Transaction tx, List<String> ids) {
    var parts = new VersionParts();
    read(tx, "version_parent", "position", ids, parts::addParent);
    read(tx, "version_property", "name", ids, parts::addProperty);
    read(tx, "artefact", "kind, position", ids, parts::addArtefact);
    return parts;
  }

  List<VersionId> parents(String version) {
    return parents.getOrDefault(version, List.of());
  }

  Map<String, String> properties(String version) {
    return properties.getOrDefault(version, Map.of());
  }

  List<Artefact> artefacts(String version) {
    return artefacts.getOrDefault(version, List.of());
  }

  private static void read(
      Transaction tx, String table, String order, List<String> ids, RowConsumer consumer) {
    tx.sql("select * from %s where version in (:ids) order by %s".formatted(table, order))
        .bindList("ids", ids)
        .forEach(consumer);
  }

  private void addParent(Row row) {
    parents
        .computeIfAbsent(row.text("version"), _ -> new ArrayList<>())
        .add(VersionId.parse(row.text("parent")));
  }

  private void addProperty(Row row) {
    properties
        .computeIfAbsent(row.text("version"), _ -> new HashMap<>())
        .put(row.text("name"), row.text("value"));
  }

  private void addArtefact(Row row) {
    artefacts
        .computeIfAbsent(row.text("version"), _ -> new ArrayList<>())
        .add(
            new Artefact(
                Words.known(ArtefactKind::parse, row.text("kind")),
                row.smallNumber("position"),
                row.optionalText("role"),
                Digest.parse(row.text("digest")),
                row.number("size_bytes"),
                row.text("media_type"),
                row.text("place")));
  }
}
