package io.tain.crypto;

import io.tain.base.TenantId;
import java.util.Optional;

/// Where equal chunks are shared: inside one tenant, or among all.
///
/// @param tenant whose chunks these are; empty in the public domain
public record Domain(Optional<TenantId> tenant) {
  /// The domain whose chunks every tenant may share.
  public static final Domain PUBLIC = new Domain(Optional.empty());

  /// The domain of one tenant.
  public static Domain of(TenantId tenant) {
    return new Domain(Optional.of(tenant));
  }

  /// `public`, or `tenant.` and the tenant's name, so that no tenant's domain is taken for another.
  public String text() {
    return tenant.map(id -> "tenant." + id).orElse("public");
  }

  @Override
  public String toString() {
    return text();
  }
}
