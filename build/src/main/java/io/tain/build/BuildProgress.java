package io.tain.build;

import java.time.Duration;

/// What a build tells while it runs.
///
/// Steps may overlap: packages are downloaded while the first are being installed.
public sealed interface BuildProgress {
  /// Which step it tells of.
  BuildStep step();

  /// A step has begun.
  record Started(BuildStep step) implements BuildProgress {}

  /// Part of a step is done.
  ///
  /// @param totalBytes 0 when it is not known
  record Advanced(BuildStep step, long doneBytes, long totalBytes) implements BuildProgress {}

  /// A step has ended.
  record Ended(BuildStep step, Duration took) implements BuildProgress {}
}
