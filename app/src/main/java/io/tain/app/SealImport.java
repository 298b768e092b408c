package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Digest;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import io.tain.catalog.Artefact;
import io.tain.catalog.ArtefactKind;
import io.tain.catalog.Content;
import io.tain.catalog.ImageProfile;
import io.tain.catalog.NewVersion;
import io.tain.catalog.Origin;
import io.tain.catalog.Sizes;
import io.tain.catalog.Version;
import io.tain.catalog.VersionFacts;
import io.tain.store.PreparedVersion;
import io.tain.store.Sealed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Ends an import: makes its disk durable, then its version visible in one transaction.
public final class SealImport {
  private static final String RAW_DISK = "application/vnd.tain.disk";

  private final Library library;
  private final RecogniseSystem recognise;
  private final Labels labels;
  private final Supplier<UUID> ids;

  /// Ends imports into the library.
  ///
  /// @param ids random ids for versions
  public SealImport(Library library, RecogniseSystem recognise, Supplier<UUID> ids) {
    this.library = library;
    this.recognise = recognise;
    this.labels = new Labels(library);
    this.ids = ids;
  }

  /// Makes the version visible.
  ///
  /// @param source how it came to be
  /// @param expected what the client computed, if it did
  /// @throws TainException `digest.mismatch`, `version.exists`, `store.pack-state`,
  ///     `import.session-lost`
  /// @throws IOException if the store cannot be written; the import may be begun again
  public StoredVersion run(Actor actor, OpenImport open, Source source, Optional<Digest> expected)
      throws IOException {
    try (var claim = labels.claim(open.image(), open.label())) {
      return run(actor, new Named(open, claim.label()), source, expected);
    }
  }

  private StoredVersion run(Actor actor, Named named, Source source, Optional<Digest> expected)
      throws IOException {
    OpenImport open = named.open();
    var id = new VersionId(ids.get());
    PreparedVersion prepared = library.store().prepare(open.session(), recordOf(id, named));
    Sealed sealed = prepared.sealed();
    requireExpected(expected, sealed.contentDigest());
    RecogniseSystem.Recognised system = recognise.run(sealed.place());
    Instant now = library.clock().instant();
    var facts =
        new VersionFacts(
            id,
            open.image(),
            named.label(),
            system.target(),
            now,
            Duration.between(open.startedAt(), now),
            content(sealed),
            source.origin(),
            source.properties());
    Version version =
        library
            .database()
            .transact(
                tx -> {
                  library.store().seal(tx, prepared);
                  return library
                      .catalog()
                      .addVersion(tx, new NewVersion(facts, profile(system)))
                      .record(library.events(), actor, now);
                });
    return new StoredVersion(version, sealed.addedBytes(), false, version.facts().duration());
  }

  private static io.tain.store.VersionFacts recordOf(VersionId id, Named named) {
    OpenImport open = named.open();
    return new io.tain.store.VersionFacts(
        id,
        open.image().tenant(),
        open.image().name(),
        named.label(),
        open.parents(),
        open.startedAt());
  }

  private static Content content(Sealed sealed) {
    var disk =
        new Artefact(
            ArtefactKind.DISK,
            0,
            Optional.of("root"),
            sealed.contentDigest(),
            sealed.virtualSizeBytes(),
            RAW_DISK,
            sealed.place().toString());
    var sizes =
        new Sizes(
            sealed.virtualSizeBytes(), sealed.dataBytes(), sealed.newBytes(), sealed.storedBytes());
    return new Content(sealed.contentDigest(), sizes, List.of(disk));
  }

  private static ImageProfile profile(RecogniseSystem.Recognised system) {
    ImageProfile profile = ImageProfile.of(system.target().architecture());
    return system.os().map(profile::withOs).orElse(profile);
  }

  private static void requireExpected(Optional<Digest> expected, Digest found) {
    if (expected.isPresent() && !expected.get().equals(found)) {
      throw TainException.of(
          ErrorCode.DIGEST_MISMATCH,
          "what",
          "content digest",
          "expected",
          expected.get(),
          "found",
          found);
    }
  }

  /// An import and the label that its version gets.
  private record Named(OpenImport open, VersionLabel label) {}

  /// Where the bytes of a version came from.
  ///
  /// @param properties free values by name
  public record Source(Origin origin, Map<String, String> properties) {
    public Source {
      properties = Map.copyOf(properties);
    }

    /// A file that was given.
    public static Source imported(OpenImport open) {
      return new Source(new Origin.Imported(open.parents()), Map.of());
    }
  }
}
