package io.tain.fleet.qemu;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.fleet.PortRule;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a QEMU said on its standard error, which outlives it.
///
/// @param lines the last ones, at most 16 KiB
record QemuLog(List<String> lines) {
  private static final int TAIL_BYTES = 16 << 10;
  private static final int WORDS_LINES = 3;
  private static final String TRACE = "qemu_system_shutdown_request reason=";

  /// Causes of QEMU that are no failure: told over its control socket, and the guest itself.
  private static final List<String> ORDERLY = List.of("2", "6");

  static QemuLog read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new QemuLog(List.of());
    }
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, log.length() - TAIL_BYTES);
      var tail = new byte[(int) Math.min(TAIL_BYTES, log.length() - start)];
      log.seek(start);
      log.readFully(tail);
      return new QemuLog(new String(tail, StandardCharsets.UTF_8).lines().toList());
    }
  }

  /// True when it ended because its guest shut down, or because it was told to quit.
  boolean isOrderly() {
    return lines.stream()
        .filter(line -> line.contains(TRACE))
        .map(line -> line.substring(line.indexOf(TRACE) + TRACE.length()).strip())
        .anyMatch(ORDERLY::contains);
  }

  /// Its last words in one line, empty if it had none.
  String words() {
    List<String> spoken =
        lines.stream()
            .filter(line -> !line.isBlank() && !line.contains(TRACE) && !line.contains("warning:"))
            .map(QemuLog::withoutProgram)
            .toList();
    int first = Math.max(0, spoken.size() - WORDS_LINES);
    return String.join("; ", spoken.subList(first, spoken.size()));
  }

  /// The error of a QEMU that did not come up.
  TainException startFailure(StoredInstance instance, List<PortRule> publish) {
    for (PortRule rule : publish) {
      if (rule.hostPort().isPresent() && refusedPort(rule.hostPort().getAsInt())) {
        return portTaken(rule.hostPort().getAsInt());
      }
    }
    return endedUnasked(instance, -1);
  }

  /// The error of a QEMU that ended without being told to.
  TainException endedUnasked(StoredInstance instance, long pid) {
    String words = words();
    return words.isEmpty()
        ? TainException.of(ErrorCode.INSTANCE_KILLED, "instance", instance.name(), "pid", pid)
        : TainException.of(ErrorCode.INSTANCE_FAILED, "instance", instance.name(), "reason", words);
  }

  static TainException portTaken(int port) {
    return TainException.of(
        ErrorCode.PORT_TAKEN, "port", port, "address", CommandLine.LOOPBACK, "option", "--publish");
  }

  private boolean refusedPort(int port) {
    String rule = "tcp:" + CommandLine.LOOPBACK + ":" + port + "-";
    return lines.stream()
        .anyMatch(line -> line.contains("host forwarding rule") && line.contains(rule));
  }

  /// QEMU begins each message with its own path.
  private static String withoutProgram(String line) {
    int colon = line.indexOf(": ");
    return line.startsWith("/") && colon > 0 ? line.substring(colon + 2) : line;
  }
}
