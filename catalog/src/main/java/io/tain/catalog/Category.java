package io.tain.catalog;

import java.util.Arrays;
import java.util.Optional;

/// Where an image comes from, and who may see it.
public enum Category {
  OFFICIAL("official"),
  THIRD_PARTY("third-party"),
  PRIVATE("private"),
  SHARED("shared");

  private final String text;

  Category(String text) {
    this.text = text;
  }

  /// The word in references, JSON and SQL.
  public String text() {
    return text;
  }

  /// The constant that a word names, if it names one.
  public static Optional<Category> parse(String text) {
    return Arrays.stream(values()).filter(value -> value.text.equals(text)).findFirst();
  }
}
