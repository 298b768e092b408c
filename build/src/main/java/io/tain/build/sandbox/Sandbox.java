package io.tain.build.sandbox;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/* Every command runs as the child of a shell that is process 1 of a process namespace of its own:
when that shell ends, the kernel kills whatever is left. It ends when the command does, or when
its standard input ends, which happens as well when the JVM is killed. An ordinary user is root
in a user namespace, with the users of /etc/subuid behind it. */

/// Runs commands as root of a root tree; none of their processes outlives the call, or the JVM.
///
/// Safe for concurrent use.
public final class Sandbox {
  private static final Duration DEADLINE = Duration.ofHours(1);
  private static final int TAIL_LINES = 40;
  private static final int MAX_LINE = 2_000;
  private static final List<String> PASSED_ON =
      List.of("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");
  private static final List<String> ROOT_USER =
      List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc");
  private static final List<String> ORDINARY_USER =
      List.of(
          "unshare",
          "--map-users=auto",
          "--map-groups=auto",
          "--map-root-user",
          "--mount",
          "--pid",
          "--fork",
          "--kill-child",
          "--mount-proc");
  private static final String GUARD =
      """
      exec 3<&0
      trap 'exit 143' TERM
      (cat <&3 >/dev/null 2>&1; kill -TERM 1) &
      "$@" </dev/null 3<&- &
      wait $!
      """;

  private final List<String> prefix;

  private Sandbox(List<String> prefix) {
    this.prefix = prefix;
  }

  /// The sandbox that the user of this process can have.
  public static Sandbox ofThisUser() throws IOException {
    return new Sandbox(isRoot() ? ROOT_USER : ORDINARY_USER);
  }

  /// Whether this process belongs to root.
  public static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  /// Runs a command to its end.
  ///
  /// @param environment in addition to a small fixed one
  /// @param line receives every line of output and errors
  /// @throws TainException `interrupted` when the thread was
  /// @throws IOException if the sandbox cannot be started
  public Outcome run(List<String> command, Map<String, String> environment, Consumer<String> line)
      throws IOException {
    var words = new ArrayList<String>(prefix);
    words.addAll(List.of("sh", "-c", GUARD, "tain-build"));
    words.addAll(command);
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().keySet().retainAll(PASSED_ON);
    builder.environment().putAll(fixed());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      return await(process, line);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TainException.of(ErrorCode.INTERRUPTED).causedBy(e);
    } finally {
      process.getOutputStream().close();
      process.destroyForcibly();
    }
  }

  /// Runs a command whose output is not needed.
  public Outcome run(List<String> command) throws IOException {
    return run(command, Map.of(), _ -> {});
  }

  private static Outcome await(Process process, Consumer<String> line)
      throws InterruptedException, IOException {
    Deque<String> tail = new ArrayDeque<>();
    Thread reader = Thread.ofVirtual().start(() -> read(process, tail, line));
    if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("no end after " + DEADLINE);
    }
    reader.join();
    return new Outcome(process.exitValue(), List.copyOf(tail));
  }

  private static void read(Process process, Deque<String> tail, Consumer<String> line) {
    try (var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String text = output.readLine(); text != null; text = output.readLine()) {
        String shown = text.substring(0, Math.min(MAX_LINE, text.length()));
        tail.addLast(shown);
        if (tail.size() > TAIL_LINES) {
          tail.removeFirst();
        }
        line.accept(text);
      }
    } catch (IOException e) {
      tail.addLast(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> fixed() {
    return Map.of(
        "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME", "/root",
        "LC_ALL", "C.UTF-8",
        "TZ", "UTC",
        "DEBIAN_FRONTEND", "noninteractive",
        "DEBCONF_NONINTERACTIVE_SEEN", "true");
  }

  /// How a command ended.
  ///
  /// @param tail its last lines
  public record Outcome(int exitCode, List<String> tail) {
    public Outcome {
      tail = List.copyOf(tail);
    }

    public boolean succeeded() {
      return exitCode == 0;
    }

    /// The last line that names an error, else the last line.
    public String reason() {
      for (String line : tail.reversed()) {
        if (line.startsWith("E: ") && !line.contains("mmdebstrap failed to run")) {
          return line.substring(3);
        }
      }
      return tail.isEmpty() ? "exit code " + exitCode : tail.getLast();
    }
  }
}
