package io.tain.disk.copy;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The windows of a disk that hold data, read by several threads at once.
///
/// Reading decompresses, so it is the slow part; what is done with a window is given as a [Sink].
public final class DataWindows {
  /// Windows begin at multiples of this many bytes; the last one may be shorter.
  public static final int WINDOW_BYTES = 2 << 20;

  private static final int MIN_THREADS = 4;
  private static final int MAX_THREADS = 16;

  private final VirtualDisk disk;

  public DataWindows(VirtualDisk disk) {
    this.disk = disk;
  }

  /// Hands over every window, in any order, from several threads at once.
  ///
  /// @throws IOException the first failure of reading or of the sink
  public void forEachInParallel(Sink sink) throws IOException {
    run((window, data) -> sink.accept(window.range().offset(), data));
  }

  /// Hands over every window in ascending order, one at a time, while later ones are read.
  ///
  /// @throws IOException the first failure of reading or of the sink
  public void forEachInOrder(Sink sink) throws IOException {
    var turns = new Turns();
    run(
        (window, data) ->
            turns.take(window.index(), () -> sink.accept(window.range().offset(), data)),
        turns);
  }

  /// Prepares windows in any order, from several threads at once, and hands over what that gave in
  /// ascending order, one at a time.
  ///
  /// @throws IOException the first failure of reading, of the preparation or of the sink
  public <T> void forEachInOrder(Preparation<T> preparation, PreparedSink<T> sink)
      throws IOException {
    var turns = new Turns();
    run(
        (window, data) -> {
          long offset = window.range().offset();
          T prepared = preparation.prepare(offset, data);
          turns.take(window.index(), () -> sink.accept(offset, prepared));
        },
        turns);
  }

  private void run(WindowTask task) throws IOException {
    run(task, new Turns());
  }

  private void run(WindowTask task, Turns turns) throws IOException {
    var queue = new WindowQueue(disk, WINDOW_BYTES);
    var threads = new ArrayList<Thread>();
    // Twice the processors, because some of the threads wait for the file's disk.
    int processors = Runtime.getRuntime().availableProcessors();
    int count = Math.clamp(2L * processors, MIN_THREADS, MAX_THREADS);
    for (int i = 0; i < count; i++) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("disk-window-", i)
              .start(() -> work(queue, task, turns)));
    }
    boolean interrupted = join(threads, turns);
    turns.rethrowFailure();
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while copying a disk");
    }
  }

  private void work(WindowQueue queue, WindowTask task, Turns turns) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(WINDOW_BYTES);
    try {
      for (var window = queue.next(); window.isPresent(); window = queue.next()) {
        if (turns.areStopped()) {
          return;
        }
        readInto(buffer, window.get());
        task.run(window.get(), buffer);
      }
    } catch (Throwable failure) {
      turns.stop(failure);
    }
  }

  private void readInto(ByteBuffer buffer, WindowQueue.Window window) throws IOException {
    ByteRange range = window.range();
    buffer.clear().limit((int) range.length());
    for (Extent extent : window.extents()) {
      ByteRange run = extent.range();
      ByteBuffer part = buffer.slice((int) (run.offset() - range.offset()), (int) run.length());
      switch (extent) {
        case Extent.Data _ -> disk.read(run.offset(), part);
        case Extent.Zero _ -> MemorySegment.ofBuffer(part).fill((byte) 0);
      }
    }
  }

  // The threads are not interrupted: that would close the files of a disk that others read.
  private static boolean join(List<Thread> threads, Turns turns) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException stopRequest) {
          interrupted = true;
          turns.stop();
        }
      }
    }
    return interrupted;
  }

  /// What is done with the bytes of one window; called by the threads that read.
  @FunctionalInterface
  public interface Sink {
    /// Takes the bytes at `offset`; the buffer is used again afterwards.
    void accept(long offset, ByteBuffer data) throws IOException;
  }

  /// What is made of the bytes of a window, such as compressed ones.
  @FunctionalInterface
  public interface Preparation<T> {
    /// Takes the bytes at `offset`; the buffer, which is as long as a window, is its own until what
    /// it made of them was handed over.
    T prepare(long offset, ByteBuffer data) throws IOException;
  }

  /// What is done with a window that was prepared.
  @FunctionalInterface
  public interface PreparedSink<T> {
    /// Takes what was made of the window at `offset`.
    void accept(long offset, T prepared) throws IOException;
  }

  private interface WindowTask {
    void run(WindowQueue.Window window, ByteBuffer data) throws IOException, InterruptedException;
  }
}
