package io.tain.cli.disk;

import java.util.OptionalInt;
import picocli.CommandLine.Option;

/// Which disk of a file that holds several is meant.
public final class DiskNumberOption {
  @Option(names = "--disk", paramLabel = "N", descriptionKey = "option.disk-number")
  private int number = -1;

  /// The number; empty when none was given.
  public OptionalInt number() {
    return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
