package io.tain.base.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// When a process started: with its number, what no other process has, whenever it runs.
///
/// @param ticks since this machine's boot
/// @param bootId of that boot
public record ProcessStart(long ticks, String bootId) {
  private static final Path PROC = Path.of("/proc");
  private static final Path BOOT_ID = PROC.resolve("sys/kernel/random/boot_id");

  /// Fields of /proc/PID/stat after the name in brackets, which is field 2.
  private static final int STATE_FIELD = 0;

  private static final int TICKS_FIELD = 19;

  /// The start of the living process of this number.
  ///
  /// @return empty when there is none, or it has ended and nobody has asked how
  public static Optional<ProcessStart> of(long pid) throws IOException {
    Path file = PROC.resolve(Long.toString(pid)).resolve("stat");
    String line;
    try {
      line = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // Of one that ends while it is read, the kernel says that there is no such process.
      if (Files.exists(file)) {
        throw e;
      }
      return Optional.empty();
    }
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    boolean ended = "Z".equals(fields[STATE_FIELD]) || "X".equals(fields[STATE_FIELD]);
    return ended
        ? Optional.empty()
        : Optional.of(new ProcessStart(Long.parseLong(fields[TICKS_FIELD]), currentBootId()));
  }

  /// The id of this machine's boot.
  public static String currentBootId() throws IOException {
    return Files.readString(BOOT_ID).strip();
  }

  /// One word, for a file.
  @Override
  public String toString() {
    return bootId + "/" + ticks;
  }
}
