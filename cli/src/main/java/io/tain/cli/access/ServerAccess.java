package io.tain.cli.access;

import io.tain.api.Endpoints;
import io.tain.api.ServerStatus;
import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.Secret;
import io.tain.base.TainException;
import io.tain.base.local.HomeLock;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramVersion;
import io.tain.client.ServerAddress;
import io.tain.client.home.HomeServer;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.server.ServerOptions;
import io.tain.server.TainServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/// Gives a command its server: the one that `TAIN_SERVER` names, else the one that runs on the
/// home, else one that this process hosts until nobody uses it any more.
public final class ServerAccess {
  private static final Duration PAUSE = Duration.ofMillis(30);
  private static final int MAX_MOVES = 3;

  private final CommandContext context;
  private final Home home;
  private final HomeServer homeServer;

  public ServerAccess(CommandContext context, Home home) {
    this.context = context;
    this.home = home;
    this.homeServer = new HomeServer(home);
  }

  /// Uses any server; when the command that hosted it ends meanwhile, uses the next one.
  ///
  /// @throws TainException `home.busy` if the home is held and nobody answers for 10 s
  public <T> T use(ServerUse<T> work) throws IOException, InterruptedException {
    Optional<String> named = context.variable("TAIN_SERVER");
    if (named.isPresent()) {
      return onNamed(URI.create(named.get()), work);
    }
    return useHome(work);
  }

  /// Uses the server of the home, whichever `TAIN_SERVER` names; else as [#use].
  public <T> T useHome(ServerUse<T> work) throws IOException, InterruptedException {
    home.create();
    for (int moves = 0; ; moves++) {
      try {
        return onHome(work);
      } catch (IOException e) {
        if (moves >= MAX_MOVES || homeServer.answering().isPresent()) {
          throw e;
        }
      } catch (TainException e) {
        if (moves >= MAX_MOVES || e.code() != ErrorCode.SERVER_UNREACHABLE) {
          throw e;
        }
      }
    }
  }

  /// Uses a server that stays when this command has ended; starts it in the background if needed.
  public <T> T useStaying(ServerUse<T> work) throws IOException, InterruptedException {
    if (context.variable("TAIN_SERVER").isEmpty()) {
      ensureStaying();
    }
    return use(work);
  }

  private <T> T onNamed(URI uri, ServerUse<T> work) throws IOException, InterruptedException {
    String token =
        context.variable("TAIN_TOKEN").isPresent()
            ? context.variable("TAIN_TOKEN").get()
            : Files.readString(home.tokenFile()).strip();
    try (var client = new ServerClient(new ServerAddress(uri, new Secret(token)))) {
      requireSameVersion(client.call(Endpoints.STATUS, Target.NONE));
      return work.with(client);
    }
  }

  private <T> T onHome(ServerUse<T> work) throws IOException, InterruptedException {
    Patience patience = Patience.forHome();
    while (!patience.isOver()) {
      // Asked for once: a server that answered may be gone when it is looked for again.
      Optional<ServerAddress> address = homeServer.address();
      Optional<ServerStatus> status = address.flatMap(HomeServer::statusOf);
      if (address.isPresent() && status.isPresent()) {
        requireSameVersion(status.get());
        return asGuest(address.get(), work);
      }
      Optional<HomeLock> lock = HomeLock.tryAcquire(home);
      if (lock.isPresent()) {
        return asHost(lock.get(), work);
      }
      patience.pause();
    }
    throw patience.busy(home);
  }

  private static <T> T asGuest(ServerAddress address, ServerUse<T> work)
      throws IOException, InterruptedException {
    try (var client = new ServerClient(address);
        InputStream presence = client.open(Endpoints.PRESENCE, Target.NONE)) {
      if (presence.read() < 0) {
        throw new IOException("the server is ending");
      }
      return work.with(client);
    }
  }

  private <T> T asHost(HomeLock lock, ServerUse<T> work) throws IOException, InterruptedException {
    var options =
        new ServerOptions(
            home, 0, "--listen", ProgramVersion.current().version(), "hosted", context.clock());
    try (var server = TainServer.start(options, lock)) {
      var ending = Thread.ofPlatform().unstarted(() -> closeQuietly(server));
      Runtime.getRuntime().addShutdownHook(ending);
      try (var client = new ServerClient(homeServer.address().orElseThrow())) {
        T result = work.with(client);
        while (server.presentCommands() > 0) {
          Thread.sleep(PAUSE);
        }
        return result;
      } finally {
        removeHook(ending);
      }
    }
  }

  private void ensureStaying() throws IOException, InterruptedException {
    BackgroundServer.Staying staying = new BackgroundServer(home).ensure(0);
    if (staying.started()) {
      String address = staying.status().address();
      context.err().println(context.messages().text("server.background", "address", address));
      context.err().flush();
    }
  }

  private static void requireSameVersion(ServerStatus status) {
    String own = ProgramVersion.current().version();
    int apart = minor(own) - minor(status.version());
    if (Math.abs(apart) > 1) {
      throw TainException.of(
          ErrorCode.SERVER_VERSION,
          "client",
          own,
          "server",
          status.version(),
          "upgrade",
          apart < 0 ? "tain" : "server");
    }
  }

  private static int minor(String version) {
    String[] parts = version.split("\\.", -1);
    return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
  }

  private static void closeQuietly(TainServer server) {
    try {
      server.close();
    } catch (IOException e) {
      System.getLogger(ServerAccess.class.getName())
          .log(System.Logger.Level.WARNING, "hosted server did not end cleanly", e);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs, and closes the server.
    }
  }
}
