package io.tain.db.jdbc;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Platform threads that do what virtual threads must not.
final class WorkerThreads implements AutoCloseable {
  private static final int KEEP_SECONDS = 60;

  private final ThreadPoolExecutor executor;

  WorkerThreads(String name, int count) {
    executor =
        new ThreadPoolExecutor(
            count,
            count,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("tain-db-" + name + "-", 1).factory());
    executor.allowCoreThreadTimeOut(true);
  }

  /// What `task` returns or throws on one of the threads.
  ///
  /// An interrupted caller still waits, because only the end of the task tells what it did; its
  /// interruption is kept for its next step.
  <T> T call(Callable<T> task) {
    Future<T> future = executor.submit(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw WorkerThreads.<RuntimeException>asItIs(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    executor.close();
  }

  // The task's own exception, checked or not, leaves unchanged: its type is in the signature of
  // the `Work` that threw it.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X asItIs(@Nullable Throwable thrown) throws X {
    throw (X) thrown;
  }
}
