package io.tain.base;

/// The label of a version, unique in its image, such as `2026.11.21`.
///
/// @param text `[a-z0-9][a-z0-9._-]*`, at most 128 characters, else `name.malformed`
public record VersionLabel(String text) {
  public VersionLabel {
    Identifier.require("version label", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
