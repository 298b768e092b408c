package io.tain.db;

/// Whether what was asked for happened.
public enum Decision {
  ALLOWED("allowed"),
  REFUSED("refused");

  private final String text;

  Decision(String text) {
    this.text = text;
  }

  /// The word in SQL and JSON.
  public String text() {
    return text;
  }

  /// The decision that a column names.
  public static Decision parse(String text) {
    return switch (text) {
      case "allowed" -> ALLOWED;
      case "refused" -> REFUSED;
      default -> throw new IllegalStateException("unknown decision " + text);
    };
  }
}
