package io.tain.cli.disk;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which disk of a file that holds several is meant.
public final class DiskNumberOption {
  @Option(names = "--disk", paramLabel = "N", descriptionKey = "option.disk-number")
  private @Nullable Integer number;

  /// The number; empty when none was given.
  public OptionalInt number() {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
