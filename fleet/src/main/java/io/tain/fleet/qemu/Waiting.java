package io.tain.fleet.qemu;

import io.tain.fleet.InstanceSpec;
import io.tain.fleet.PublishedPort;
import io.tain.fleet.WaitCondition;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// The time between QEMU's answer and the condition that was asked for.
record Waiting(
    InstanceSpec spec, StoredInstance instance, InstanceDirectory directory, InstantSource clock) {
  /// How a wait ended.
  enum Outcome {
    MET,
    ENDED,
    TOO_LATE
  }

  /// Blocks until the condition holds, the process has ended, or the deadline has passed.
  Outcome run() throws IOException, InterruptedException {
    Duration left = Duration.between(clock.instant(), spec.arrivedAt().plus(spec.waitTimeout()));
    long deadline = System.nanoTime() + left.toNanos();
    try (Readiness readiness = readiness(spec.waitFor().orElseThrow())) {
      while (System.nanoTime() - deadline < 0) {
        // Looked at before the process: what the guest said last counts even if it has ended.
        boolean alive = instance.process().orElseThrow().isAlive();
        if (readiness.isMet()) {
          return Outcome.MET;
        }
        if (!alive) {
          return Outcome.ENDED;
        }
        QemuProcess.pause();
      }
      return Outcome.TOO_LATE;
    }
  }

  private Readiness readiness(WaitCondition condition) {
    return switch (condition) {
      case WaitCondition.Serial(String text) -> new SerialWatch(directory.serialLog(), text);
      case WaitCondition.Http(int guestPort) -> new HttpWatch(hostPort(guestPort));
    };
  }

  private int hostPort(int guestPort) {
    return instance.published().stream()
        .filter(port -> port.guestPort() == guestPort)
        .mapToInt(PublishedPort::hostPort)
        .findFirst()
        .orElseThrow();
  }
}
