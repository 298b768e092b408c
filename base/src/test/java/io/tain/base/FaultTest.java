package io.tain.base;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FaultTest {
  private final List<System.Logger.Level> logged = new ArrayList<>();
  private final Fault fault = new Fault(new Levels(), "it does not work");

  @Test
  void because_asLongAsItLasts_isSaidOnce() {
    fault.ended();
    fault.because(new IOException("full"));
    fault.because(new IOException("full"));
    assertThat(logged).containsExactly(WARNING);

    fault.because(new IOException("gone"));
    fault.ended();
    fault.ended();
    assertThat(logged).containsExactly(WARNING, WARNING, INFO);

    fault.because(new IOException("gone"));
    assertThat(logged).containsExactly(WARNING, WARNING, INFO, WARNING);
  }

  /// A log that keeps how grave its lines are.
  private final class Levels implements System.Logger {
    @Override
    public String getName() {
      return "levels";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      logged.add(level);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... parameters) {
      logged.add(level);
    }
  }
}
