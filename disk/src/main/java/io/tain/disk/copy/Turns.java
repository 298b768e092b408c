package io.tain.disk.copy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Lets threads act one after the other by number, and stops all of them when one fails.
final class Turns {
  private long turn;
  private boolean isStopped;
  private @Nullable Throwable failure;

  /// Waits until all lower numbers are done, then acts; does nothing once stopped.
  void take(long number, Action action) throws IOException, InterruptedException {
    synchronized (this) {
      while (turn != number && !isStopped) {
        wait();
      }
      if (isStopped) {
        return;
      }
    }
    action.run();
    synchronized (this) {
      turn = number + 1;
      notifyAll();
    }
  }

  synchronized void stop() {
    isStopped = true;
    notifyAll();
  }

  synchronized void stop(Throwable reason) {
    if (failure == null) {
      failure = reason;
    }
    stop();
  }

  synchronized boolean areStopped() {
    return isStopped;
  }

  synchronized void rethrowFailure() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException reason -> throw reason;
      case RuntimeException reason -> throw reason;
      case Error reason -> throw reason;
      case Throwable reason -> throw new IllegalStateException(reason);
    }
  }

  /// What a thread does when it is its turn.
  interface Action {
    void run() throws IOException;
  }
}
