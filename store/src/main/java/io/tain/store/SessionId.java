package io.tain.store;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.UUID;

/// The identity of one import.
public record SessionId(UUID value) {
  /// The id that a text names.
  ///
  /// @throws TainException `import.session-lost` unless the text is a UUID in its usual form
  public static SessionId parse(String text) {
    try {
      return new SessionId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw TainException.of(ErrorCode.IMPORT_SESSION_LOST, "session", text).causedBy(e);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
