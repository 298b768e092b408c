package io.tain.base;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import org.jspecify.annotations.Nullable;

/// A fault of something that is tried again and again: a log says when it begins, changes and ends.
///
/// For one thread.
public final class Fault {
  private final System.Logger log;
  private final String sentence;

  /// What was wrong at the last try.
  private @Nullable String reason;

  /// No fault so far.
  ///
  /// @param sentence what does not work as long as it lasts
  public Fault(System.Logger log, String sentence) {
    this.log = log;
    this.sentence = sentence;
  }

  /// A try failed.
  public void because(Exception failure) {
    String now = failure.toString();
    if (!now.equals(reason)) {
      reason = now;
      log.log(WARNING, sentence, failure);
    }
  }

  /// A try did not fail.
  public void ended() {
    if (reason != null) {
      reason = null;
      log.log(INFO, () -> "no longer: " + sentence);
    }
  }
}
