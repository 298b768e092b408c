package io.tain.store.cut;

import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The threads that hash the windows of one disk, and the windows that they are at.
final class HashingPool implements AutoCloseable {
  private final VirtualDisk disk;
  private final ExecutorService threads;
  private final ArrayDeque<Future<Window>> hashing = new ArrayDeque<>();

  HashingPool(VirtualDisk disk, int threadCount) {
    this.disk = disk;
    // Hashing keeps a core busy: virtual threads would starve others of their carriers.
    var factory = Thread.ofPlatform().daemon().name("cut-", 0).factory();
    this.threads = Executors.newFixedThreadPool(threadCount, factory);
  }

  void submit(Window window) {
    hashing.add(threads.submit(() -> WindowHasher.run(disk, window)));
  }

  boolean isIdle() {
    return hashing.isEmpty();
  }

  /// Waits for the window that was submitted first.
  Window next() throws IOException {
    try {
      return hashing.removeFirst().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("cutting was interrupted").initCause(e);
    } catch (ExecutionException e) {
      return rethrow(e);
    }
  }

  /// Returns when no thread uses the disk any more.
  ///
  /// A thread that is interrupted inside a read would close the file under the disk, which belongs
  /// to the caller: so an interruption is kept for afterwards.
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    threads.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Window rethrow(ExecutionException failure) throws IOException {
    switch (failure.getCause()) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(failure);
    }
  }
}
