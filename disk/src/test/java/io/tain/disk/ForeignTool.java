package io.tain.disk;

import io.tain.testkit.ExternalTool;

/// A program of others that a test holds its results against, such as `qemu-img`, in one call.
public final class ForeignTool {
  private ForeignTool() {}

  /// What it printed.
  ///
  /// @throws AssertionError if it does not end with exit code 0
  public static String run(String... command) {
    return ExternalTool.of(command).run();
  }

  /// What it printed, and how it ended.
  public static ExternalTool.Outcome runAny(String... command) {
    return ExternalTool.of(command).runToEnd();
  }
}
