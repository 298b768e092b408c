package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.VersionLabel;
import io.tain.catalog.ImageKey;
import io.tain.catalog.Version;
import io.tain.crypto.Domain;
import io.tain.db.Transaction;
import io.tain.store.SessionId;
import io.tain.store.SessionRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Begins an import: settles its label and its base, and opens a session in the store.
public final class BeginImport {
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
    Instant now = library.clock().instant();
    var image = new ImageKey(actor.tenant(), wish.image());
    Settled settled = library.database().read(tx -> settle(tx, actor, image, wish, now));
    SessionId session =
        library
            .store()
            .begin(
                new SessionRequest(
                    Domain.of(actor.tenant()),
                    "%s@%s %s".formatted(image, settled.label(), actor.name()),
                    wish.virtualSizeBytes(),
                    settled.base().stream().map(Library::diskOf).toList(),
                    wish.gridOrigins()));
    return new OpenImport(
        session, image, settled.label(), settled.base().stream().map(Version::id).toList(), now);
  }

  private Settled settle(
      Transaction tx, Actor actor, ImageKey image, ImportWish wish, Instant now) {
    List<Version> versions =
        library.catalog().findImage(tx, image).isPresent()
            ? library.catalog().versions(tx, image)
            : List.of();
    Optional<Version> base =
        wish.base().isPresent()
            ? Optional.of(library.catalog().resolve(tx, actor.tenant(), wish.base().get()))
            : versions.stream().findFirst();
    return new Settled(Labels.choose(wish.label(), versions, now, image.toString()), base);
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

  private record Settled(VersionLabel label, Optional<Version> base) {}
}
