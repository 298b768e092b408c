package io.tain.base.local;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// This very program, started again as a process of its own that outlives this one.
public final class SelfProcess {
  private static final String MAIN_CLASS = "io.tain.cli.Tain";

  /// Set by the launcher to the cache that it made at build time.
  private static final String CACHE_PROPERTY = "tain.aot";

  /// Set by the launcher (launch/flags.sh), which alone knows what the cache was made for.
  private static final String FLAGS_VARIABLE = "TAIN_LONG_FLAGS";

  private SelfProcess() {}

  /// Starts a command in a session of its own, so that a terminal's interrupt does not reach it.
  ///
  /// @param heapMib the most that its heap takes, in MiB
  /// @param log what it prints is appended here; of a long one, the newest part is kept
  /// @throws IOException if it cannot be started
  public static Process start(int heapMib, Path log, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add("setsid");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.add("-Xmx" + heapMib + "m");
    command.add("-Dtain.log.level=INFO");
    String cache = System.getProperty(CACHE_PROPERTY, "");
    if (!cache.isEmpty()) {
      command.add("-XX:AOTCache=" + cache);
      command.add("-D" + CACHE_PROPERTY + "=" + cache);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS));
    command.addAll(arguments);
    Redirect output = LogFile.append(log);
    return new ProcessBuilder(command)
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectOutput(output)
        .redirectError(output)
        .start();
  }

  /// The launcher's, for processes that stay; none when something else started this program.
  private static List<String> flags() {
    return Stream.of(Objects.requireNonNullElse(System.getenv(FLAGS_VARIABLE), "").split(" "))
        .filter(flag -> !flag.isEmpty())
        .toList();
  }
}
