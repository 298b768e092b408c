package io.tain.base.local;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// This very program, started again as a process of its own that outlives this one.
public final class SelfProcess {
  private static final String MAIN_CLASS = "io.tain.cli.Tain";

  /// Set by the launcher to the cache that it made at build time.
  private static final String CACHE_PROPERTY = "tain.aot";

  private SelfProcess() {}

  /// Starts a command in a session of its own, so that a terminal's interrupt does not reach it.
  ///
  /// @param heapMib the most that its heap takes, in MiB
  /// @param log what it prints is appended here
  /// @throws IOException if it cannot be started
  public static Process start(int heapMib, Path log, List<String> arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-XX:MaxNewSize=32m",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTReplayTraining",
                "-XX:Tier4InvocationThreshold=15000",
                "-XX:Tier4MinInvocationThreshold=2000",
                "-XX:Tier4CompileThreshold=40000",
                "-XX:Tier4BackEdgeThreshold=120000",
                "-Dtain.log.level=INFO",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
    String cache = System.getProperty(CACHE_PROPERTY, "");
    if (!cache.isEmpty()) {
      command.add("-XX:AOTCache=" + cache);
      command.add("-D" + CACHE_PROPERTY + "=" + cache);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectOutput(Redirect.appendTo(log.toFile()))
        .redirectError(Redirect.appendTo(log.toFile()))
        .start();
  }
}
