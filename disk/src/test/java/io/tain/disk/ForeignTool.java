package io.tain.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of others that a test holds its results against, such as `qemu-img`.
public final class ForeignTool {
  private static final long DEADLINE_SECONDS = 120;

  private ForeignTool() {}

  /// What it printed on both streams.
  ///
  /// @throws IOException if it does not end with exit code 0
  public static String run(String... command) throws IOException, InterruptedException {
    Result result = runAny(command);
    if (result.exitCode() != 0) {
      throw new IOException(List.of(command) + " ended with " + result);
    }
    return result.output();
  }

  /// What it printed on both streams, and how it ended.
  public static Result runAny(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(List.of(command) + " did not end");
    }
    return new Result(process.exitValue(), output);
  }

  /// How a program ended.
  public record Result(int exitCode, String output) {}
}
