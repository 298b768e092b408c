package io.tain.base.local;

import io.tain.base.Home;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The operating system's lock that makes a process the one server of a home.
public final class HomeLock implements AutoCloseable {
  /// The homes that this process holds. The lock is the process's, and so is this: closing a second
  /// channel on a locked file gives the lock free, so the file must not be opened again.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private HomeLock(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /// The lock, unless somebody holds it, be it this very process.
  ///
  /// @throws IOException if the lock file cannot be opened
  public static Optional<HomeLock> tryAcquire(Home home) throws IOException {
    Path root = home.root().toRealPath();
    if (!HELD.add(root)) {
      return Optional.empty();
    }
    HomeLock acquired = null;
    try {
      acquired = acquire(root, home.lockFile());
      return Optional.ofNullable(acquired);
    } finally {
      if (acquired == null) {
        HELD.remove(root);
      }
    }
  }

  /// True when nobody holds the home; it is locked for a moment to learn that.
  ///
  /// @throws IOException if the lock file cannot be opened
  public static boolean isFree(Home home) throws IOException {
    Optional<HomeLock> lock = tryAcquire(home);
    if (lock.isPresent()) {
      lock.get().close();
    }
    return lock.isPresent();
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return; // the home may be held by another lock of this process by now
    }
    try (channel) {
      lock.release();
    } finally {
      HELD.remove(root);
    }
  }

  private static @Nullable HomeLock acquire(Path root, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? null : new HomeLock(root, channel, lock);
  }
}
