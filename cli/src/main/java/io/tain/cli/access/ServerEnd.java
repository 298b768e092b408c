package io.tain.cli.access;

import static java.lang.System.Logger.Level.DEBUG;

import io.tain.api.Endpoints;
import io.tain.api.InstanceView;
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

/// Ends the server of a home, and waits until the home is free.
public final class ServerEnd {
  private static final System.Logger log = System.getLogger(ServerEnd.class.getName());
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Home home;

  public ServerEnd(Home home) {
    this.home = home;
  }

  /// Ends it.
  ///
  /// @param instances ends the instances too
  /// @return what it was
  /// @throws TainException `server.not-running`, `home.busy` if it does not end within 60 s
  public ServerStatus run(boolean instances) throws IOException, InterruptedException {
    ServerAddress address =
        new HomeServer(home)
            .address()
            .orElseThrow(() -> TainException.of(ErrorCode.SERVER_NOT_RUNNING, "home", home.root()));
    try (var server = new ServerClient(address)) {
      if (instances) {
        stopInstances(server);
      }
      ServerStatus status = server.call(Endpoints.STATUS, Target.NONE);
      shutDown(server);
      awaitFree();
      return status;
    }
  }

  private static void shutDown(ServerClient server) {
    try {
      server.call(Endpoints.SHUTDOWN, Target.NONE);
    } catch (IOException e) {
      // The server may end before its answer is out; whether it did is seen by its lock.
      log.log(DEBUG, "server ended without an answer", e);
    }
  }

  private static void stopInstances(ServerClient server) throws IOException {
    for (InstanceView instance : server.call(Endpoints.INSTANCES, Target.NONE).instances()) {
      server.call(Endpoints.STOP_INSTANCE, Target.of(instance.name()));
    }
  }

  private void awaitFree() throws IOException, InterruptedException {
    var patience = new Patience(DEADLINE);
    while (!patience.isOver()) {
      Optional<HomeLock> lock = HomeLock.tryAcquire(home);
      if (lock.isPresent()) {
        lock.get().close();
        return;
      }
      patience.pause();
    }
    throw patience.busy(home);
  }
}
