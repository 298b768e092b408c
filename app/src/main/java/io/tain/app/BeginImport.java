package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.VersionLabel;
import io.tain.catalog.ImageKey;
import io.tain.catalog.ImageSummary;
import io.tain.catalog.Version;
import io.tain.crypto.Domain;
import io.tain.db.Transaction;
import io.tain.store.ManifestPlace;
import io.tain.store.SessionId;
import io.tain.store.SessionRequest;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Begins an import: checks its label, settles its base, and opens a session in the store.
public final class BeginImport {
  private static final int MAX_RELATIVES = 32;

  private final Library library;
  private final long maxVirtualSizeBytes;

  /// Imports disks up to a size.
  public BeginImport(Library library, long maxVirtualSizeBytes) {
    this.library = library;
    this.maxVirtualSizeBytes = maxVirtualSizeBytes;
  }

  /// Begins it; nothing is visible before [SealImport].
  ///
  /// @throws TainException `version.exists`, `quota.exceeded`; for the base as [ShowVersion] does
  /// @throws IOException if the store cannot be written; the call may be repeated
  public OpenImport run(Actor actor, ImportWish wish) throws IOException {
    requireSize(wish.virtualSizeBytes());
    var image = new ImageKey(actor.tenant(), wish.image());
    Optional<Version> base = library.database().read(tx -> settle(tx, actor, image, wish));
    List<ManifestPlace> relatives = library.database().read(tx -> heads(tx, image));
    SessionId session =
        library
            .store()
            .begin(
                new SessionRequest(
                    Domain.of(actor.tenant()),
                    purpose(actor, image, wish),
                    wish.virtualSizeBytes(),
                    base.stream().map(Library::diskOf).toList(),
                    relatives,
                    wish.gridOrigins()));
    return new OpenImport(
        session,
        image,
        wish.label(),
        base.stream().map(Version::id).toList(),
        library.clock().instant());
  }

  /// Two imports at once have different ones, unless they are the same one.
  private static String purpose(Actor actor, ImageKey image, ImportWish wish) {
    String label = wish.label().map(VersionLabel::text).orElse("");
    return "%s@%s %s %s".formatted(image, label, wish.source(), actor.name());
  }

  private Optional<Version> settle(Transaction tx, Actor actor, ImageKey image, ImportWish wish) {
    List<Version> versions = library.versions(tx, image);
    if (wish.label().isPresent()) {
      Labels.requireFree(image, wish.label().get(), Labels.labels(versions));
    }
    return wish.base().isPresent()
        ? Optional.of(library.catalog().resolve(tx, actor.tenant(), wish.base().get()))
        : versions.stream().findFirst();
  }

  /// The newest versions of other images: what may resemble the one that comes.
  private List<ManifestPlace> heads(Transaction tx, ImageKey image) {
    return library.catalog().images(tx, image.tenant()).stream()
        .filter(other -> !other.image().key().equals(image))
        .map(ImageSummary::newest)
        .sorted(Comparator.comparing((Version version) -> version.facts().createdAt()).reversed())
        .limit(MAX_RELATIVES)
        .map(Library::diskOf)
        .toList();
  }

  private void requireSize(long virtualSizeBytes) {
    if (virtualSizeBytes <= 0 || virtualSizeBytes > maxVirtualSizeBytes) {
      throw TainException.of(
          ErrorCode.QUOTA_EXCEEDED,
          "what",
          "virtual size",
          "limit",
          maxVirtualSizeBytes,
          "found",
          virtualSizeBytes);
    }
  }
}
