package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Reference;
import io.tain.catalog.Version;
import java.time.Instant;

/// Hides a version; its space is freed by collection.
public final class DeleteVersion {
  private final Library library;

  public DeleteVersion(Library library) {
    this.library = library;
  }

  /// Hides the version that the reference means.
  ///
  /// @throws io.tain.base.TainException `version.not-found`, also when it is hidden already;
  ///     `version.in-use` if a channel names it
  public Version run(Actor actor, Reference reference) {
    Instant now = library.clock().instant();
    return library
        .database()
        .transact(
            tx -> {
              Version version = library.catalog().resolve(tx, actor.tenant(), reference);
              return library
                  .catalog()
                  .hideVersion(tx, actor.tenant(), version.id(), now)
                  .record(library.events(), actor, now);
            });
  }
}
