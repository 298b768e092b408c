package io.tain.catalog;

import java.util.Arrays;
import java.util.Optional;

/// How far a version has come.
public enum VersionState {
  DRAFT("draft"),
  TESTING("testing"),
  APPROVED("approved"),
  DEPRECATED("deprecated"),
  ARCHIVED("archived"),
  REVOKED("revoked");

  private final String text;

  VersionState(String text) {
    this.text = text;
  }

  /// The word in references, JSON and SQL.
  public String text() {
    return text;
  }

  /// Whether a reference that names neither channel nor version may mean a version in this state.
  public boolean isUsable() {
    return switch (this) {
      case DRAFT, DEPRECATED, REVOKED -> false;
      case TESTING, APPROVED, ARCHIVED -> true;
    };
  }

  /// The constant that a word names, if it names one.
  public static Optional<VersionState> parse(String text) {
    return Arrays.stream(values()).filter(value -> value.text.equals(text)).findFirst();
  }
}
