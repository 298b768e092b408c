package io.tain.catalog;

import java.util.Arrays;
import java.util.Optional;

/// The processors that a version runs on.
public enum Architecture {
  X86_64("x86_64", "amd64"),
  AARCH64("aarch64", "arm64"),
  LOONGARCH64("loongarch64", "loong64"),
  RISCV64("riscv64", "riscv64"),
  PPC64LE("ppc64le", "ppc64el"),
  S390X("s390x", "s390x"),
  UNKNOWN("unknown", "unknown");

  private final String text;
  private final String debian;

  Architecture(String text, String debian) {
    this.text = text;
    this.debian = debian;
  }

  /// The architecture that a distribution means by its word, such as `amd64`.
  public static Architecture called(String word) {
    return Arrays.stream(values())
        .filter(value -> value.text.equals(word) || value.debian.equals(word))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /// The word in references, JSON and SQL.
  public String text() {
    return text;
  }

  /// The constant that a word names, if it names one.
  public static Optional<Architecture> parse(String text) {
    return Arrays.stream(values()).filter(value -> value.text.equals(text)).findFirst();
  }
}
