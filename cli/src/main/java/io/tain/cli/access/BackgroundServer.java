package io.tain.cli.access;

import io.tain.api.ServerStatus;
import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.TainException;
import io.tain.base.local.SelfProcess;
import io.tain.client.home.HomeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Starts the server of a home in the background.
public final class BackgroundServer {
  /// The port that a server listens on unless it is told otherwise.
  public static final int DEFAULT_PORT = 7070;

  private static final int HEAP_MIB = 448;
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(30);
  private static final int MAX_TAIL_LINES = 1;

  private final Home home;

  public BackgroundServer(Home home) {
    this.home = home;
  }

  /// Starts it, and waits until it answers.
  ///
  /// @param port 0 for any free one
  /// @throws TainException `port.taken`, or `server.not-started` with what its log ends with
  public ServerStatus start(int port) throws IOException, InterruptedException {
    home.create();
    Path log = home.logFile("server");
    Process process =
        SelfProcess.start(
            HEAP_MIB,
            log,
            List.of("serve", "--home", home.root().toString(), "--listen", String.valueOf(port)));
    for (long waited = 0; waited < DEADLINE.toMillis(); waited += PAUSE.toMillis()) {
      Optional<ServerStatus> status = new HomeServer(home).answering();
      if (status.isPresent()) {
        return status.get();
      }
      if (process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    process.destroyForcibly();
    throw TainException.of(ErrorCode.SERVER_NOT_STARTED, "reason", lastLine(log), "log", log);
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return lines.isEmpty() ? "-" : lines.get(lines.size() - MAX_TAIL_LINES);
  }
}
