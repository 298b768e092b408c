package io.tain.catalog;

import java.util.Arrays;
import java.util.Optional;

/// The processors that a version runs on.
public enum Architecture {
  X86_64("x86_64"),
  AARCH64("aarch64"),
  LOONGARCH64("loongarch64"),
  RISCV64("riscv64"),
  PPC64LE("ppc64le"),
  S390X("s390x"),
  UNKNOWN("unknown");

  private final String text;

  Architecture(String text) {
    this.text = text;
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
