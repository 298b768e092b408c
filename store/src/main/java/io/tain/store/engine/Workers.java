package io.tain.store.engine;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The platform threads of the store: some compute, some wait for disks.
///
/// Safe for concurrent use. Tasks never wait for each other.
final class Workers implements AutoCloseable {
  private static final int DISK_THREADS = 4;

  private final ExecutorService computing;
  private final ExecutorService waiting;

  /// @param computingThreads for hashing and compressing
  Workers(int computingThreads) {
    this.computing = threads(computingThreads, "tain-compute-");
    this.waiting = threads(DISK_THREADS, "tain-sync-");
  }

  /// Starts something that computes.
  <T> Future<T> compute(Callable<T> task) {
    return computing.submit(task);
  }

  /// Starts several things that compute.
  <T> List<Future<T>> computeAll(List<Callable<T>> tasks) {
    return tasks.stream().map(computing::submit).toList();
  }

  /// Starts something that waits for a disk.
  <T> Future<T> await(Callable<T> task) {
    return waiting.submit(task);
  }

  @Override
  public void close() {
    computing.close();
    waiting.close();
  }

  private static ExecutorService threads(int count, String name) {
    return Executors.newFixedThreadPool(
        count, Thread.ofPlatform().daemon().name(name, 0).factory());
  }
}
