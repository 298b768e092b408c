package io.tain.app;

import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import io.tain.catalog.ImageKey;
import io.tain.store.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An import that has begun.
///
/// @param label the wished one; empty when it is chosen at the end
/// @param parents the version whose chunks the client may be told of, if there is one
public record OpenImport(
    SessionId session,
    ImageKey image,
    Optional<VersionLabel> label,
    List<VersionId> parents,
    Instant startedAt) {
  public OpenImport {
    parents = List.copyOf(parents);
  }

  /// True when asking what is missing can have an answer.
  public boolean hasBase() {
    return !parents.isEmpty();
  }
}
