package io.tain.disk.copy;

import static java.lang.System.Logger.Level.DEBUG;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A new file that is removed when it is closed, and when the process is told to end before.
///
/// It is locked as long as the process lives, so that others can tell that it is not abandoned.
final class Unfinished implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Unfinished.class.getName());

  private final Path path;
  private final Thread hook = Thread.ofPlatform().unstarted(this::end);

  /// Guarded by this object, as is `ending`.
  private @Nullable RandomAccessFile content;

  private boolean ending;

  private Unfinished(Path path) {
    this.path = path;
  }

  /// Creates it, empty.
  ///
  /// @throws TainException `interrupted` if the process is ending
  static Unfinished create(Path path) throws IOException {
    var file = new Unfinished(path);
    Abandoned.mine(path);
    try {
      file.start();
      return file;
    } catch (Throwable e) {
      file.forget();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /// To be written, and closed when it is whole.
  synchronized RandomAccessFile content() {
    if (content == null) {
      throw TainException.of(ErrorCode.INTERRUPTED);
    }
    return content;
  }

  @Override
  public void close() throws IOException {
    try (var _ = content()) {
      Files.deleteIfExists(path);
    } finally {
      forget();
    }
  }

  private void forget() {
    Abandoned.noLongerMine(path);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      log.log(DEBUG, "the process is ending", e);
    }
  }

  /// The end waits for a file that is just being made.
  private synchronized void start() throws IOException {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      throw TainException.of(ErrorCode.INTERRUPTED).causedBy(e);
    }
    if (ending) {
      throw TainException.of(ErrorCode.INTERRUPTED);
    }
    content = createLocked();
  }

  private RandomAccessFile createLocked() throws IOException {
    while (true) {
      Files.createFile(path);
      var file = new RandomAccessFile(path.toFile(), "rw");
      lock(file);
      if (Files.exists(path)) {
        return file;
      }
      // Another process took it for abandoned before it was locked.
      file.close();
    }
  }

  /// Ends with the process, or with the first stream on the file that it closes.
  private void lock(RandomAccessFile file) {
    try {
      file.getChannel().lock();
    } catch (IOException noLocks) {
      // Some network file systems have none; there, nobody takes an unfinished file away either.
      log.log(DEBUG, "an unfinished file is not locked file=" + path, noLocks);
    }
  }

  private synchronized void end() {
    ending = true;
    try {
      if (content != null) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      log.log(DEBUG, "an unfinished file stays file=" + path, e);
    }
  }
}
