package io.tain.base;

/// The name of an image: a line of versions in a tenant's namespace.
///
/// @param text `[a-z0-9][a-z0-9._-]*`, at most 128 characters, else `name.malformed`
public record ImageName(String text) {
  public ImageName {
    Identifier.require("image", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
