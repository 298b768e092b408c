package io.tain.catalog;

import java.util.Arrays;
import java.util.Optional;

/// What starts a version's disk.
public enum Firmware {
  BIOS("bios"),
  UEFI("uefi"),
  SECURE_BOOT("secure-boot"),
  UNKNOWN("unknown");

  private final String text;

  Firmware(String text) {
    this.text = text;
  }

  /// The word in references, JSON and SQL.
  public String text() {
    return text;
  }

  /// The constant that a word names, if it names one.
  public static Optional<Firmware> parse(String text) {
    return Arrays.stream(values()).filter(value -> value.text.equals(text)).findFirst();
  }
}
