package io.tain.cli.access;

import static java.lang.System.Logger.Level.DEBUG;

import io.tain.api.Endpoints;
import io.tain.api.ServerStatus;
import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.TainException;
import io.tain.base.local.HomeLock;
import io.tain.client.ServerAddress;
import io.tain.client.home.HomeServer;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Ends the server of a home, and waits until its process is gone.
public final class ServerEnd {
  private static final System.Logger log = System.getLogger(ServerEnd.class.getName());
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Home home;
  private final HomeServer server;

  public ServerEnd(Home home) {
    this.home = home;
    this.server = new HomeServer(home);
  }

  /// Ends it; instances and exports go on.
  ///
  /// @return what it was
  /// @throws TainException `server.not-running`, `home.busy` if it does not end within 60 s
  public ServerStatus run() throws IOException, InterruptedException {
    Optional<ServerAddress> address = address();
    if (address.isEmpty()) {
      throw notRunning();
    }
    var patience = new Patience(DEADLINE);
    try (var client = new ServerClient(address.get())) {
      ServerStatus status = client.call(Endpoints.STATUS, Target.NONE);
      Optional<ProcessHandle> process = ProcessHandle.of(status.pid());
      shutDown(client);
      awaitLock(patience).close();
      if (status.state().equals("running") && process.isPresent()) {
        awaitGone(process.get(), patience);
      }
      return status;
    }
  }

  /// The lock of the home, which no server holds any more when it is had.
  HomeLock awaitLock() throws IOException, InterruptedException {
    return awaitLock(new Patience(DEADLINE));
  }

  /// Waits until a process that was told to end is gone.
  void awaitGone(ProcessHandle process) throws InterruptedException {
    awaitGone(process, new Patience(DEADLINE));
  }

  /// Where the server is that holds the home now.
  Optional<ServerAddress> address() throws IOException {
    return server.address();
  }

  TainException notRunning() {
    return TainException.of(ErrorCode.SERVER_NOT_RUNNING, "home", home.root());
  }

  private static void shutDown(ServerClient server) {
    try {
      server.call(Endpoints.SHUTDOWN, Target.NONE);
    } catch (IOException e) {
      // The server may end before its answer is out; whether it did is seen by its lock.
      log.log(DEBUG, "server ended without an answer", e);
    }
  }

  private HomeLock awaitLock(Patience patience) throws IOException, InterruptedException {
    while (!patience.isOver()) {
      Optional<HomeLock> lock = HomeLock.tryAcquire(home);
      if (lock.isPresent()) {
        return lock.get();
      }
      patience.pause();
    }
    throw patience.busy(home);
  }

  private void awaitGone(ProcessHandle process, Patience patience) throws InterruptedException {
    while (runs(process)) {
      if (patience.isOver()) {
        throw patience.busy(home);
      }
      patience.pause();
    }
  }

  /// One that has ended, and whose parent has not asked how, has no program any more.
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
