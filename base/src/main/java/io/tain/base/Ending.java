package io.tain.base;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The steps with which something ends: each is done, also when one before it failed.
public final class Ending {
  private @Nullable Exception failure;

  /// Does a step now; what it throws is thrown by [#finish].
  public Ending step(Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      note(e);
    }
    return this;
  }

  /// Throws what the first step that failed threw, with what the others threw suppressed in it.
  public void finish() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  private void note(Exception thrown) {
    if (failure == null) {
      failure = thrown;
    } else {
      failure.addSuppressed(thrown);
    }
  }

  /// One step.
  @FunctionalInterface
  public interface Step {
    void run() throws IOException;
  }
}
