package io.tain.base;

/// The tenant that a row belongs to; its namespace in references.
///
/// @param text `[a-z0-9][a-z0-9._-]*`, at most 128 characters, else `name.malformed`
public record TenantId(String text) {
  /// The tenant of a home that knows no other.
  public static final TenantId DEFAULT = new TenantId("default");

  public TenantId {
    Identifier.require("namespace", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
