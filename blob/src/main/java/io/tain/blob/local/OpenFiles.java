package io.tain.blob.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Open files by path, the least recently used closed beyond a limit.
///
/// Reads run outside the lock; a file that was evicted is closed by the last of its readers.
final class OpenFiles implements AutoCloseable {
  private final int limit;

  /// Guarded by itself, in the order of last use.
  private final LinkedHashMap<Path, OpenFile> byPath = new LinkedHashMap<>(16, 0.75f, true);

  OpenFiles(int limit) {
    this.limit = limit;
  }

  /// Fills `target` from `offset` as far as the file goes.
  ///
  /// @return where in the file the reading ended; less than asked for if the file is shorter
  long read(Path path, long offset, ByteBuffer target) throws IOException {
    int start = target.position();
    while (true) {
      OpenFile file = acquire(path);
      try {
        return file.read(offset, target.position(start));
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (ClosedChannelException _) {
        // Another reader was interrupted, and that closes a channel for all: open it anew.
        forget(path, file);
      } finally {
        release(file);
      }
    }
  }

  /// Closes a file as soon as nobody reads it.
  void forget(Path path) throws IOException {
    synchronized (byPath) {
      OpenFile file = byPath.get(path);
      if (file != null) {
        forget(path, file);
      }
    }
  }

  int count() {
    synchronized (byPath) {
      return byPath.size();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (byPath) {
      for (Path path : List.copyOf(byPath.keySet())) {
        forget(path);
      }
    }
  }

  private OpenFile acquire(Path path) throws IOException {
    synchronized (byPath) {
      OpenFile file = byPath.get(path);
      if (file == null || !file.channel.isOpen()) {
        file = new OpenFile(FileChannel.open(path, StandardOpenOption.READ));
        byPath.put(path, file);
        evict();
      }
      file.readers++;
      return file;
    }
  }

  private void evict() throws IOException {
    var oldest = new ArrayList<>(byPath.keySet());
    for (int i = 0; i < oldest.size() - limit; i++) {
      forget(oldest.get(i));
    }
  }

  private void forget(Path path, OpenFile file) throws IOException {
    synchronized (byPath) {
      byPath.remove(path, file);
      file.forgotten = true;
      file.closeWhenUnused();
    }
  }

  private void release(OpenFile file) throws IOException {
    synchronized (byPath) {
      file.readers--;
      file.closeWhenUnused();
    }
  }

  /// A channel with its readers, counted under the lock of [#byPath].
  private static final class OpenFile {
    private final FileChannel channel;
    private int readers;
    private boolean forgotten;

    OpenFile(FileChannel channel) {
      this.channel = channel;
    }

    long read(long offset, ByteBuffer target) throws IOException {
      long at = offset;
      while (target.hasRemaining()) {
        int count = channel.read(target, at);
        if (count < 0) {
          return Math.min(at, channel.size());
        }
        at += count;
      }
      return at;
    }

    void closeWhenUnused() throws IOException {
      if (forgotten && readers == 0) {
        channel.close();
      }
    }
  }
}
