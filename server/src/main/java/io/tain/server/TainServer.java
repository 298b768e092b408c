package io.tain.server;

import static java.lang.System.Logger.Level.INFO;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.Endpoints;
import io.tain.api.Json;
import io.tain.api.ServerFile;
import io.tain.api.ServerStatus;
import io.tain.base.DurableFiles;
import io.tain.base.Ending;
import io.tain.base.Home;
import io.tain.base.local.HomeLock;
import io.tain.base.local.LocalDurableFiles;
import io.tain.base.local.ProcessStart;
import io.tain.server.http.HttpEndpoint;
import io.tain.server.http.Routes;
import io.tain.server.wiring.Operations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// The one server of a home, from its start to its end.
public final class TainServer implements AutoCloseable {
  private static final System.Logger log = System.getLogger(TainServer.class.getName());

  private final ServerOptions options;
  private final HomeLock lock;
  private final Instant startedAt;
  private final Presence presence = new Presence();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Operations operations;
  private final HttpEndpoint http;

  private TainServer(ServerOptions options, HomeLock lock) throws IOException {
    DurableFiles files = new LocalDurableFiles();
    this.options = options;
    this.lock = lock;
    this.startedAt = options.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    var token = ServerToken.of(options.home(), files);
    this.operations = Operations.open(options.home(), files, options.clock());
    try {
      this.http =
          HttpEndpoint.start(
              options.port(), options.portOption(), token, operations::refused, this::addRoutes);
    } catch (RuntimeException e) {
      operations.close();
      throw e;
    }
    try {
      files.write(options.home().serverFile(), Json.write(description()).getBytes(UTF_8));
    } catch (IOException | RuntimeException e) {
      stop();
      throw e;
    }
  }

  /// Starts the server of a home.
  ///
  /// @param lock of the home; the server releases it at its end, also when it does not start
  /// @throws io.tain.base.TainException `port.taken`, `store.format-newer`, `database.failed`
  /// @throws IOException if the home cannot be read or written
  public static TainServer start(ServerOptions options, HomeLock lock) throws IOException {
    try {
      var server = new TainServer(options, lock);
      log.log(INFO, () -> "server started address=" + server.uri());
      return server;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Where it listens.
  public URI uri() {
    return http.uri();
  }

  /// How many other commands use it now.
  public int presentCommands() {
    return presence.count();
  }

  /// Waits until a client asked for the end.
  public void awaitShutdown() throws InterruptedException {
    ended.await();
  }

  /// Takes no request any more, lets those under way end, and gives the home free.
  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    stop().step(lock::close).finish();
    log.log(INFO, "server ended");
  }

  /// Takes every step, also after one that failed: a home that nobody serves must be free.
  private Ending stop() {
    return new Ending()
        .step(presence::close)
        .step(http::close)
        .step(operations::close)
        .step(() -> Files.deleteIfExists(options.home().serverFile()));
  }

  private void addRoutes(Routes routes) {
    routes.add(Endpoints.STATUS, (_, _) -> status());
    routes.add(
        Endpoints.SHUTDOWN,
        (_, _) -> {
          ended.countDown();
          return status();
        });
    routes.addStream(Endpoints.PRESENCE, presence::hold);
    operations.addRoutes(routes);
  }

  /// What it is, as it tells whoever asks.
  public ServerStatus status() {
    Home home = options.home();
    return new ServerStatus(
        options.version(),
        options.state(),
        home.root().toString(),
        ProcessHandle.current().pid(),
        startedAt.toString(),
        uri().toString());
  }

  private ServerFile description() throws IOException {
    long pid = ProcessHandle.current().pid();
    return new ServerFile(
        uri().toString(),
        pid,
        startedAt.toString(),
        options.version(),
        options.state(),
        ProcessStart.of(pid).orElseThrow().toString());
  }
}
