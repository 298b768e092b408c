package io.tain.catalog;

import java.util.Arrays;
import java.util.Optional;

/// What an artefact of a version is.
public enum ArtefactKind {
  DISK("disk"),
  NVRAM("nvram"),
  WARM_STATE("warm-state"),
  SBOM("sbom"),
  SIGNATURE("signature"),
  PROVENANCE("provenance");

  private final String text;

  ArtefactKind(String text) {
    this.text = text;
  }

  /// The word in references, JSON and SQL.
  public String text() {
    return text;
  }

  /// The constant that a word names, if it names one.
  public static Optional<ArtefactKind> parse(String text) {
    return Arrays.stream(values()).filter(value -> value.text.equals(text)).findFirst();
  }
}
