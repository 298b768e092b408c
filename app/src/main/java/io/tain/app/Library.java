package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Reference;
import io.tain.catalog.Artefact;
import io.tain.catalog.Catalog;
import io.tain.catalog.ImageKey;
import io.tain.catalog.Version;
import io.tain.db.Database;
import io.tain.db.EventLog;
import io.tain.db.Transaction;
import io.tain.store.ChunkStore;
import io.tain.store.ManifestPlace;
import java.time.InstantSource;
import java.util.List;

/// What the operations on images share: where versions are known, where their bytes are, the log
/// of what was done, and the time.
public record Library(
    Database database, Catalog catalog, EventLog events, ChunkStore store, InstantSource clock) {

  /// The version that a reference means.
  ///
  /// @throws io.tain.base.TainException as [Catalog#resolve] does
  Version resolve(Actor actor, Reference reference) {
    return database.read(tx -> catalog.resolve(tx, actor.tenant(), reference));
  }

  /// The versions of an image, the newest first; none when there is no such image.
  List<Version> versions(Transaction tx, ImageKey image) {
    return catalog.findImage(tx, image).isPresent() ? catalog.versions(tx, image) : List.of();
  }

  /// Where the first disk of a version lies.
  static ManifestPlace diskOf(Version version) {
    String place = version.content().disk(0).map(Artefact::place).orElseThrow();
    return ManifestPlace.parse(place);
  }
}
