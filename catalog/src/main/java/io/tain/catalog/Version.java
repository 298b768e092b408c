package io.tain.catalog;

import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import java.time.Instant;
import java.util.Optional;

/// An immutable set of artefacts, and how far it has come.
///
/// @param hiddenAt when it was deleted; its space is freed by collection
public record Version(VersionFacts facts, VersionState state, Optional<Instant> hiddenAt) {
  public VersionId id() {
    return facts.id();
  }

  public ImageKey image() {
    return facts.image();
  }

  public VersionLabel label() {
    return facts.label();
  }

  public Content content() {
    return facts.content();
  }
}
