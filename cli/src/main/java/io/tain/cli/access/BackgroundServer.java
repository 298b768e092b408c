package io.tain.cli.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.ServerStatus;
import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.TainException;
import io.tain.base.local.FileFailures;
import io.tain.base.local.HomeLock;
import io.tain.base.local.SelfProcess;
import io.tain.client.home.HomeServer;
import java.io.IOException;
import java.io.RandomAccessFile;
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
  private static final String RUNNING = "running";
  private static final int MAX_LINE_BYTES = 16 << 10;

  private final Home home;

  public BackgroundServer(Home home) {
    this.home = home;
  }

  /// The server that stays when this command has ended: the one that runs, else one started now.
  ///
  /// @param port for the one that is started; 0 for any free one
  /// @throws TainException `port.taken`; `server.not-started` with what its log ends with;
  ///     `home.busy` if another process holds the home and does not give it free
  public Staying ensure(int port) throws IOException, InterruptedException {
    home.create();
    Patience patience = Patience.forHome();
    while (!patience.isOver()) {
      Optional<ServerStatus> running = running();
      if (running.isPresent()) {
        return new Staying(running.get(), false);
      }
      if (HomeLock.isFree(home)) {
        Optional<ServerStatus> started = start(port);
        if (started.isPresent()) {
          return new Staying(started.get(), true);
        }
      }
      patience.pause();
    }
    throw patience.busy(home);
  }

  /// Starts it, and waits until it answers; empty when another process was faster.
  private Optional<ServerStatus> start(int port) throws IOException, InterruptedException {
    Path log = home.logFile("server");
    Process process =
        SelfProcess.start(
            HEAP_MIB,
            log,
            List.of("serve", "--home", home.root().toString(), "--listen", String.valueOf(port)));
    var patience = new Patience(DEADLINE);
    while (!patience.isOver()) {
      Optional<ServerStatus> running = running();
      if (running.isPresent()) {
        return running;
      }
      if (process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return notStarted(port, log);
      }
    }
    process.destroyForcibly();
    throw TainException.of(ErrorCode.SERVER_NOT_STARTED, "reason", lastLine(log), "log", log);
  }

  /// Empty when the home was another's; else the reason with which the log of the process ends.
  private Optional<ServerStatus> notStarted(int port, Path log) throws IOException {
    String reason = lastLine(log);
    if (says(reason, ErrorCode.HOME_BUSY) || !HomeLock.isFree(home)) {
      return Optional.empty();
    }
    if (says(reason, ErrorCode.PORT_TAKEN)) {
      throw TainException.of(
          ErrorCode.PORT_TAKEN, "port", port, "address", "127.0.0.1", "option", "--listen");
    }
    // On a full disk the log may be empty.
    FileFailures.explained(log, new IOException(reason));
    throw TainException.of(ErrorCode.SERVER_NOT_STARTED, "reason", reason, "log", log);
  }

  /// The server that answers; not one that a command hosts, which ends with it.
  private Optional<ServerStatus> running() throws IOException {
    return new HomeServer(home).answering().filter(it -> RUNNING.equals(it.state()));
  }

  private static boolean says(String line, ErrorCode code) {
    return line.endsWith("(" + code.text() + ")");
  }

  /// A log grows for years, and whatever a process of this machine printed stands in it.
  private static String lastLine(Path log) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var tail = new byte[(int) Math.min(MAX_LINE_BYTES, file.length())];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      return new String(tail, UTF_8).lines().reduce("-", (_, last) -> last);
    }
  }

  /// A server that stays.
  ///
  /// @param started by this very call
  public record Staying(ServerStatus status, boolean started) {}
}
