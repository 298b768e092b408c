package io.tain.store;

import io.tain.base.ImageName;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import java.time.Instant;
import java.util.List;

/// What the store writes down beside a version's bytes, so that a library can be rebuilt from
/// packs.
///
/// @param parents the versions that this one derives from
public record VersionFacts(
    VersionId id,
    TenantId tenant,
    ImageName image,
    VersionLabel label,
    List<VersionId> parents,
    Instant createdAt) {
  public VersionFacts {
    parents = List.copyOf(parents);
  }
}
