package io.tain.cli.output;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// How far a long command is, on stderr: a bar on a terminal, or nothing.
public final class Progress implements AutoCloseable {
  private static final int MEBIBYTE = 1 << 20;
  private static final Duration UPDATE = Duration.ofMillis(200);

  private final boolean shown;
  private @Nullable ProgressBar bar;

  /// Progress that is shown, or not.
  public Progress(boolean shown) {
    this.shown = shown;
  }

  /// So much is done of what has this name.
  public synchronized void advance(String task, long doneBytes, long totalBytes) {
    if (!shown) {
      return;
    }
    if (bar == null) {
      bar = start(task, totalBytes);
    }
    bar.stepTo(doneBytes);
  }

  /// All of it is done, also what nobody counted.
  public synchronized void complete() {
    if (bar != null) {
      bar.stepTo(bar.getMax());
    }
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private static ProgressBar start(String task, long totalBytes) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(totalBytes)
        .setUnit(" MiB", MEBIBYTE)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis((int) UPDATE.toMillis())
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }
}
