package io.tain.base.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file to which processes write one after the other.
public final class LogFile {
  /// A log that is longer when it is opened becomes the older one, which is kept beside it.
  static final long MAX_BYTES = 8L << 20;

  private static final String OLDER_SUFFIX = ".1";

  private LogFile() {}

  /// Appends what a process prints to a log; of a long one, the newest part is kept in `.1`.
  ///
  /// @throws IOException if it cannot be looked at or moved
  public static Redirect append(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > MAX_BYTES) {
      Files.move(
          log,
          log.resolveSibling(log.getFileName() + OLDER_SUFFIX),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    }
    return Redirect.appendTo(log.toFile());
  }
}
