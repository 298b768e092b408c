package io.tain.db;

import io.tain.base.TenantId;
import java.util.Map;
import java.util.Objects;

/// What happened to what, without who and when.
///
/// @param tenant whose object it is
/// @param action a dotted word, such as `version.added`
/// @param object what it happened to, as kind and id: `version:<uuid>`, `image:web`
/// @param detail the rest, as values that [CanonicalJson] writes; never a secret
public record Fact(TenantId tenant, String action, String object, Map<String, ?> detail) {
  public Fact {
    Objects.requireNonNull(tenant);
    detail = Map.copyOf(detail);
  }
}
