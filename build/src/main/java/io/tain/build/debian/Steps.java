package io.tain.build.debian;

import io.tain.build.BuildProgress;
import io.tain.build.BuildStep;
import io.tain.build.image.DiskAssembly;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// Tells a listener which steps run and how long they took; safe for concurrent use.
final class Steps {
  private final Consumer<BuildProgress> listener;
  private final Map<BuildStep, Long> begun = new EnumMap<>(BuildStep.class);

  Steps(Consumer<BuildProgress> listener) {
    this.listener = listener;
  }

  synchronized void begin(BuildStep step) {
    begun.put(step, System.nanoTime());
    listener.accept(new BuildProgress.Started(step));
  }

  synchronized void advance(BuildStep step, long doneBytes, long totalBytes) {
    listener.accept(new BuildProgress.Advanced(step, doneBytes, totalBytes));
  }

  synchronized void end(BuildStep step) {
    Long start = begun.remove(step);
    if (start != null) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      listener.accept(new BuildProgress.Ended(step, took));
    }
  }

  /// Ends `running` and begins the step that a script announces in this line, if it does.
  synchronized void announced(String line, BuildStep... running) {
    DiskAssembly.stepOf(line)
        .ifPresent(
            step -> {
              for (BuildStep ended : running) {
                end(ended);
              }
              begin(step);
            });
  }
}
