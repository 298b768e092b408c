package io.tain.catalog;

import io.tain.base.Digest;
import io.tain.base.VersionId;
import java.util.List;

/// How a version came to be.
public sealed interface Origin {
  /// The versions that it derives from, the nearest first.
  List<VersionId> parents();

  /// Its bytes were given.
  record Imported(List<VersionId> parents) implements Origin {
    public Imported {
      parents = List.copyOf(parents);
    }
  }

  /// Tain built it.
  ///
  /// @param recipe the digest of the recipe
  /// @param lock the digest of the lock
  /// @param provenanceJson the provenance record, as JSON; opaque here
  record Built(List<VersionId> parents, Digest recipe, Digest lock, String provenanceJson)
      implements Origin {
    public Built {
      parents = List.copyOf(parents);
    }
  }
}
