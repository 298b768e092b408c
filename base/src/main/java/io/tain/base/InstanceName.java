package io.tain.base;

/// The name of an instance, unique in a home.
///
/// @param text `[a-z0-9][a-z0-9._-]*`, at most 128 characters, else `name.malformed`
public record InstanceName(String text) {
  public InstanceName {
    Identifier.require("instance", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
