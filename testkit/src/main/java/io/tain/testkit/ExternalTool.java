package io.tain.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program of this machine that tests compare Tain with.
///
/// It runs in the C locale and in UTC, so that its output is the same everywhere.
///
/// @param command the program and the arguments that it always gets
public record ExternalTool(List<String> command) {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  public ExternalTool {
    command = List.copyOf(command);
  }

  /// The program of this name on the search path.
  public static ExternalTool of(String... command) {
    return new ExternalTool(List.of(command));
  }

  /// Runs to the end with these arguments.
  ///
  /// @return what was written to standard output, and to standard error behind it
  /// @throws AssertionError unless the exit code is 0 within two minutes
  public String run(Object... arguments) {
    Outcome outcome = runToEnd(arguments);
    if (outcome.exitCode() != 0) {
      throw new AssertionError(
          "%s ended with %d: %s".formatted(command, outcome.exitCode(), outcome.output()));
    }
    return outcome.output();
  }

  /// Runs to the end with these arguments, whatever the exit code.
  ///
  /// @throws AssertionError if it does not end within two minutes
  public Outcome runToEnd(Object... arguments) {
    List<String> line =
        Stream.concat(command.stream(), Stream.of(arguments).map(Object::toString)).toList();
    try {
      return runToEnd(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + line, e);
    }
  }

  private static Outcome runToEnd(List<String> line) throws IOException, InterruptedException {
    Path output = Files.createTempFile("tain-tool-", ".out");
    try {
      var builder = new ProcessBuilder(new ArrayList<>(line));
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().put("TZ", "UTC");
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(line + " did not end in time: " + Files.readString(output));
      }
      // Tools may print bytes that are no UTF-8, such as file names: never a reason to fail here.
      String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      return new Outcome(process.exitValue(), text);
    } finally {
      Files.delete(output);
    }
  }

  /// How a run ended.
  ///
  /// @param output standard output and standard error, as they came
  public record Outcome(int exitCode, String output) {}
}
