package io.tain.store.pack;

import io.tain.base.TainException;
import io.tain.blob.BlobKey;
import io.tain.store.PackName;
import java.util.Optional;

/// The keys under which packs lie: docs/FORMAT.md 1.
public final class PackKeys {
  /// What every pack's key begins with.
  public static final String PREFIX = "packs/";

  private PackKeys() {}

  /// The key of a pack.
  public static BlobKey of(PackName name) {
    String text = name.toString();
    return new BlobKey(PREFIX + text.substring(0, 2) + "/" + text);
  }

  /// The pack that lies under a key; empty for a stranger.
  public static Optional<PackName> nameOf(BlobKey key) {
    try {
      PackName name = PackName.parse(key.text().substring(key.text().lastIndexOf('/') + 1));
      return of(name).equals(key) ? Optional.of(name) : Optional.empty();
    } catch (TainException _) {
      return Optional.empty();
    }
  }
}
