package io.tain.server.wiring;

import java.util.Optional;

/// What a request gives, or leaves to the server.
final class Given {
  private Given() {}

  /// The text of a field; empty when it was left empty.
  static Optional<String> text(String field) {
    return Optional.of(field).filter(text -> !text.isEmpty());
  }
}
