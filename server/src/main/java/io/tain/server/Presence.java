package io.tain.server;

import io.tain.server.http.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the commands that use a server, by the connections that they hold open.
final class Presence {
  private static final long BEAT_MILLIS = 200;

  private final AtomicInteger present = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  int count() {
    return present.get();
  }

  /// Holds one command's connection until it is gone or the server closes.
  void hold(Call call) throws IOException {
    present.incrementAndGet();
    try (OutputStream out = call.answer()) {
      do {
        out.write('\n');
        out.flush();
      } while (!closing.await(BEAT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      present.decrementAndGet();
    }
  }

  void close() {
    closing.countDown();
  }
}
