package io.tain.base;

import java.util.UUID;

/// The identity of a version: a random UUID that is never used again.
public record VersionId(UUID value) {
  /// The id that a text names.
  ///
  /// @throws TainException `name.malformed` unless the text is a UUID in its usual form
  public static VersionId parse(String text) {
    try {
      return new VersionId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw TainException.of(ErrorCode.NAME_MALFORMED, "what", "version id", "found", text)
          .causedBy(e);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
