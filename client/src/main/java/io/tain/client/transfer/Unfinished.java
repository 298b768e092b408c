package io.tain.client.transfer;

import static java.lang.System.Logger.Level.DEBUG;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.copy.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A new file that is also removed when the process is told to end before it is whole, whoever
/// writes into it.
final class Unfinished implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Unfinished.class.getName());

  private final Thread hook = Thread.ofPlatform().unstarted(this::end);

  /// Guarded by this object.
  private @Nullable NewFile file;

  private boolean ending;

  private Unfinished() {}

  /// Starts an empty file beside `target`.
  static Unfinished create(Path target) throws IOException {
    var unfinished = new Unfinished();
    try {
      unfinished.start(target);
      return unfinished;
    } catch (Throwable e) {
      unfinished.forget();
      throw e;
    }
  }

  /// The file that is to be filled.
  synchronized NewFile file() {
    if (file == null) {
      throw TainException.of(ErrorCode.INTERRUPTED);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    // Until it is closed it is to be removed.
    file().close();
    forget();
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      log.log(DEBUG, "the process is ending", e);
    }
  }

  /// The end waits for a file that is just being made.
  private synchronized void start(Path target) throws IOException {
    Runtime.getRuntime().addShutdownHook(hook);
    if (ending) {
      throw TainException.of(ErrorCode.INTERRUPTED);
    }
    file = NewFile.create(target);
  }

  private synchronized void end() {
    ending = true;
    if (file != null) {
      remove(file.temporary());
    }
  }

  private static void remove(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      log.log(DEBUG, "an unfinished file stays file=" + temporary, e);
    }
  }
}
