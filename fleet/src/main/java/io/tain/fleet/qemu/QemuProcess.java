package io.tain.fleet.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
  private static final Path BOOT_ID = PROC.resolve("sys/kernel/random/boot_id");
  private static final Duration POLL = Duration.ofMillis(10);

  /// Fields of /proc/PID/stat after the name in brackets, which is field 2.
  private static final int STATE_FIELD = 0;

  private static final int START_FIELD = 19;

  /// The id of this machine's boot.
  static String currentBootId() throws IOException {
    return Files.readString(BOOT_ID).strip();
  }

  /// The living process of this number.
  static Optional<QemuProcess> of(long pid) throws IOException {
    Optional<String[]> stat = stat(pid);
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    long startTicks = Long.parseLong(stat.get()[START_FIELD]);
    return Optional.of(new QemuProcess(pid, startTicks, currentBootId()));
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

  boolean isAlive() throws IOException {
    Optional<String[]> stat = stat(pid);
    return stat.isPresent()
        && Long.parseLong(stat.get()[START_FIELD]) == startTicks
        && currentBootId().equals(bootId);
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

  /// Empty when there is no such process, or it has ended and nobody has asked how.
  private static Optional<String[]> stat(long pid) throws IOException {
    try {
      String line =
          Files.readString(
              PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      boolean ended = "Z".equals(fields[STATE_FIELD]) || "X".equals(fields[STATE_FIELD]);
      return ended ? Optional.empty() : Optional.of(fields);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
