package io.tain.fs.hints;

import java.time.Duration;

/// How much may be found out about the order of one disk; not safe for concurrent use.
///
/// Runs bound the memory: a run is some ten bytes of the layout, and at most thirty while it is
/// cut. Time bounds the work, since a file of few runs may take long to find them.
final class Budget {
  private static final int MAX_RUNS = 1 << 21;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final int maxRuns;
  private final long patienceNanos;
  private final long startNanos = System.nanoTime();
  private int runs;
  private boolean spent;

  Budget(int maxRuns, Duration patience) {
    this.maxRuns = maxRuns;
    this.patienceNanos = patience.toNanos();
  }

  static Budget ofAnImport() {
    return new Budget(MAX_RUNS, PATIENCE);
  }

  /// Takes so many runs.
  ///
  /// @return false when they are more than is left, and nothing more is to be added
  boolean take(int count) {
    spent |= count > maxRuns - runs || System.nanoTime() - startNanos > patienceNanos;
    runs += spent ? 0 : count;
    return !spent;
  }

  /// True when something had to be left out.
  boolean isSpent() {
    return spent;
  }

  int runs() {
    return runs;
  }
}
