package io.tain.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A text that must not be printed: it shows as `***`.
public final class Secret {
  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /// The text itself, for the one place that sends or stores it.
  public String reveal() {
    return text;
  }

  /// Compares in a time that does not depend on where the texts differ.
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "***";
  }
}
