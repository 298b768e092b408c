package io.tain.catalog;

import io.tain.base.ImageName;
import io.tain.base.TenantId;

/// An image by its name in a tenant's namespace.
public record ImageKey(TenantId tenant, ImageName name) {
  /// The name as a reference writes it, without the namespace.
  @Override
  public String toString() {
    return name.text();
  }
}
