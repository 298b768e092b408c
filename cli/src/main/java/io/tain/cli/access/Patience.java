package io.tain.cli.access;

import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.TainException;
import java.time.Duration;

/// How long a command waits for a home that another process holds.
public final class Patience {
  private static final Duration PAUSE = Duration.ofMillis(30);

  private final Duration whole;
  private final long startNanos = System.nanoTime();

  /// Patience that begins to run out now.
  public Patience(Duration whole) {
    this.whole = whole;
  }

  /// What a command has for a home that is held: 10 s.
  public static Patience forHome() {
    return new Patience(Duration.ofSeconds(10));
  }

  /// True when it has run out.
  public boolean isOver() {
    return System.nanoTime() - startNanos > whole.toNanos();
  }

  /// Waits a moment before the next look.
  public void pause() throws InterruptedException {
    Thread.sleep(PAUSE);
  }

  /// The refusal when it has run out.
  public TainException busy(Home home) {
    return TainException.of(ErrorCode.HOME_BUSY, "home", home.root(), "seconds", whole.toSeconds());
  }
}
