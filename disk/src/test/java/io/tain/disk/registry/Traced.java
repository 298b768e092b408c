package io.tain.disk.registry;

import io.tain.disk.ForeignTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a file was read by a process of its own, as the kernel saw it.
///
/// @param verdict what opening it gave: `read`, or the code of the refusal
/// @param isSafe what describing it gave
/// @param calls the calls with a file name that the process and its threads made
record Traced(String verdict, boolean isSafe, String calls) {
  /// Reads a file under `strace`.
  static Traced reading(Path image) throws IOException {
    Path log = image.resolveSibling("calls");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String output =
        ForeignTool.run(
            "strace",
            "-f",
            "-qq",
            "-e",
            "trace=%file",
            "-o",
            log.toString(),
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ReadDisk.class.getName(),
            image.toString());
    String[] lines = output.split("\n");
    return new Traced(lines[0], Boolean.parseBoolean(lines[1]), Files.readString(log));
  }
}
