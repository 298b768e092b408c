package io.tain.bench;

import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does one piece of work on every core at the same time.
public final class AllCores implements AutoCloseable {
  private final int count = Runtime.getRuntime().availableProcessors();
  private final ExecutorService threads = Executors.newFixedThreadPool(count);

  public int count() {
    return count;
  }

  /// Waits until every core has done it.
  public void run(Stopwatch.Work work) throws Exception {
    var running = new ArrayList<Future<?>>();
    for (int i = 0; i < count; i++) {
      running.add(
          threads.submit(
              () -> {
                work.run();
                return null;
              }));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
