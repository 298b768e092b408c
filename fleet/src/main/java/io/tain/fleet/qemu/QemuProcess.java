package io.tain.fleet.qemu;

import io.tain.base.local.ProcessStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A process that is still the one that was started, whatever its number is used for later.
///
/// @param startTicks when it started, in ticks since this machine's boot
/// @param bootId of the boot that it belongs to
record QemuProcess(long pid, long startTicks, String bootId) {
  private static final Path PROC = Path.of("/proc");
  private static final Duration POLL = Duration.ofMillis(10);

  /// The living process of this number.
  static Optional<QemuProcess> of(long pid) throws IOException {
    return ProcessStart.of(pid).map(start -> new QemuProcess(pid, start.ticks(), start.bootId()));
  }

  /// The living process that has this word among its arguments, as one that was started by a
  /// server which died before it could note the number.
  static Optional<QemuProcess> withArgument(String word) throws IOException {
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path directory : directories) {
        if (arguments(directory).contains("\0" + word + "\0")) {
          return of(Long.parseLong(directory.getFileName().toString()));
        }
      }
    }
    return Optional.empty();
  }

  /// The living process that works in a directory and has this word among its arguments.
  static Optional<QemuProcess> in(Path workingDirectory, String word) throws IOException {
    Path wanted = workingDirectory.toRealPath();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path directory : directories) {
        if (worksIn(directory, wanted) && arguments(directory).contains("\0" + word + "\0")) {
          return of(Long.parseLong(directory.getFileName().toString()));
        }
      }
    }
    return Optional.empty();
  }

  boolean isAlive() throws IOException {
    return of(pid).filter(this::equals).isPresent();
  }

  /// False when it still lives after `timeout`.
  boolean awaitEnd(Duration timeout) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (isAlive()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
  }

  /// Ends it without asking.
  void kill() throws IOException {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    if (handle.isPresent() && isAlive()) {
      handle.get().destroyForcibly();
    }
  }

  static void pause() throws InterruptedException {
    LockSupport.parkNanos(POLL.toNanos());
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static boolean worksIn(Path directory, Path wanted) {
    try {
      return Files.readSymbolicLink(directory.resolve("cwd")).equals(wanted);
    } catch (IOException _) {
      return false; // another user's, or it has ended
    }
  }

  private static String arguments(Path directory) throws IOException {
    try {
      return Files.readString(directory.resolve("cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      if (Files.exists(directory)) {
        throw e;
      }
      return "";
    }
  }
}
