package io.tain.store.cut;

import java.io.IOException;
import java.util.ArrayDeque;

/// Cuts disks into chunks and hashes them on several threads.
///
/// What it gives does not depend on how many. Safe for concurrent use.
public final class Cutter {
  private static final int WINDOWS_PER_THREAD = 2;

  private final int threads;

  /// A cutter that holds 2 MiB for each thread, and 1 MiB more, for every disk that it cuts.
  public Cutter(int threads) {
    this.threads = threads;
  }

  /// Cuts a disk, and returns when the consumer has taken the last cut.
  ///
  /// @throws io.tain.disk.MalformedDiskException from the disk
  /// @throws java.io.InterruptedIOException if the thread was interrupted, whose flag stays set
  /// @throws IOException if the disk cannot be read, or from the consumer; the call may be repeated
  public CutTotals cut(CutSource source, CutConsumer consumer) throws IOException {
    var planner = new WindowPlanner(source);
    var emitter = new CutEmitter(consumer);
    var free = new ArrayDeque<Window>();
    for (int i = 0; i < WINDOWS_PER_THREAD * threads + 1; i++) {
      free.add(new Window());
    }
    try (var pool = new HashingPool(source.disk(), threads)) {
      do {
        submitAll(planner, free, pool);
        if (!pool.isIdle()) {
          Window window = pool.next();
          emitter.take(window);
          free.add(window);
        }
      } while (!pool.isIdle() || !planner.isDone());
    }
    return emitter.finish(source.disk().sizeBytes());
  }

  private static void submitAll(WindowPlanner planner, ArrayDeque<Window> free, HashingPool pool)
      throws IOException {
    while (!free.isEmpty() && !planner.isDone()) {
      Window window = free.removeFirst();
      planner.fill(window);
      pool.submit(window);
    }
  }
}
