package io.tain.base;

/// Who does something: the subject of an event.
///
/// @param name a user, a token or a service, as audit shows it
public record Actor(TenantId tenant, String name) {
  /// The owner of a home on one machine, who holds its token.
  public static final Actor OWNER = new Actor(TenantId.DEFAULT, "owner");
}
