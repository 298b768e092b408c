package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Reference;
import io.tain.catalog.Channel;
import io.tain.catalog.Version;
import java.util.List;

/// Shows the version that a reference means, and what else its image has.
public final class ShowVersion {
  private final Library library;

  public ShowVersion(Library library) {
    this.library = library;
  }

  /// Looks it up.
  ///
  /// @throws io.tain.base.TainException `image.not-found`, `version.not-found`,
  ///     `channel.not-found`, `version.none-usable`, `reference.ambiguous`
  public Shown run(Actor actor, Reference reference) {
    return library
        .database()
        .read(
            tx -> {
              Version selected = library.catalog().resolve(tx, actor.tenant(), reference);
              return new Shown(
                  selected,
                  library.catalog().versions(tx, selected.image()),
                  library.catalog().channels(tx, selected.image()));
            });
  }

  /// A version among those of its image.
  ///
  /// @param versions the newest first
  /// @param channels by name
  public record Shown(Version selected, List<Version> versions, List<Channel> channels) {
    public Shown {
      versions = List.copyOf(versions);
      channels = List.copyOf(channels);
    }
  }
}
