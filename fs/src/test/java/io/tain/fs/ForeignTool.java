package io.tain.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a tool of others to its end and answers what it printed.
public final class ForeignTool {
  private static final long MAX_SECONDS = 300;

  private ForeignTool() {}

  /// Standard output, decoded as UTF-8; a tool that fails fails the test with all it said.
  public static String run(List<String> command) throws IOException {
    return new String(output(command, Map.of()), StandardCharsets.UTF_8);
  }

  /// Standard output of a tool that is given environment variables too.
  public static byte[] output(List<String> command, Map<String, String> environment)
      throws IOException {
    Path output = Files.createTempFile("tool", ".out");
    Path errors = Files.createTempFile("tool", ".err");
    try {
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
      int status = await(builder.start());
      byte[] printed = Files.readAllBytes(output);
      if (status != 0) {
        throw new AssertionError(
            "%s: status %d%n%s%n%s"
                .formatted(
                    command,
                    status,
                    new String(printed, StandardCharsets.UTF_8),
                    Files.readString(errors)));
      }
      return printed;
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  private static int await(Process process) throws IOException {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("no end within " + MAX_SECONDS + " s");
      }
      return process.exitValue();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interruption);
    } finally {
      process.destroyForcibly();
    }
  }
}
