package io.tain.nbd.socket;

import static java.lang.System.Logger.Level.WARNING;

import io.tain.nbd.Export;
import io.tain.nbd.ExportUse;
import io.tain.nbd.NbdCounts;
import io.tain.nbd.NbdLimits;
import io.tain.nbd.NbdServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// An NBD server on sockets of this machine.
public final class SocketNbdServer implements NbdServer {
  private static final System.Logger LOG = System.getLogger(SocketNbdServer.class.getName());

  /// A piece, and the headers of the chunks that it is cut into.
  private static final int HEADER_ROOM_BYTES = 4096;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

  private final ServerParts parts;
  private final List<ListeningSocket> listening = new CopyOnWriteArrayList<>();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("nbd-", 0).factory());

  public SocketNbdServer() {
    this(NbdLimits.DEFAULT);
  }

  public SocketNbdServer(NbdLimits limits) {
    this.parts =
        new ServerParts(
            new Exports(),
            new Counters(),
            new Buffers(limits.pieceBytes() + HEADER_ROOM_BYTES),
            limits,
            deadlines());
  }

  @Override
  public int listenOnLoopback(int port) throws IOException {
    ListeningSocket socket = ListeningSocket.onLoopback(port);
    int bound = socket.port();
    accept(socket);
    return bound;
  }

  @Override
  public void listenOn(Path socket) throws IOException {
    accept(ListeningSocket.onFile(socket));
  }

  @Override
  public void add(Export export) {
    parts.exports().add(export);
  }

  @Override
  public boolean remove(String exportName) throws InterruptedException {
    Optional<ServedExport> served = parts.exports().remove(exportName);
    if (served.isEmpty()) {
      return false;
    }
    served.get().withdraw();
    served.get().awaitEmpty();
    return true;
  }

  @Override
  public List<ExportUse> exports() {
    return parts.exports().all().stream().map(ServedExport::use).toList();
  }

  @Override
  public NbdCounts counts() {
    Counters counters = parts.counters();
    return new NbdCounts(
        counters.connections().sum(),
        counters.openConnections().get(),
        counters.refusedConnections().sum(),
        counters.violations().sum(),
        counters.requests().sum(),
        counters.sentBytes().sum(),
        counters.readErrors().sum());
  }

  @Override
  public void close() throws IOException {
    parts.clock().shutdownNow();
    for (ListeningSocket socket : listening) {
      socket.close();
    }
    threads.shutdown();
    connections.forEach(Connection::cut);
    awaitThreads();
  }

  private void awaitThreads() throws IOException {
    try {
      if (!threads.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("a disk is still being read after " + CLOSE_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the last reads ended");
    }
  }

  private void accept(ListeningSocket socket) {
    listening.add(socket);
    threads.execute(() -> acceptAll(socket));
  }

  private void acceptAll(ListeningSocket socket) {
    while (socket.channel().isOpen()) {
      try {
        welcome(socket.channel().accept());
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException e) {
        LOG.log(WARNING, () -> "accept failed reason=%s".formatted(e.getMessage()));
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
      }
    }
  }

  private void welcome(SocketChannel channel) throws IOException {
    Counters counters = parts.counters();
    counters.connections().increment();
    var connection = new Connection(channel, parts);
    if (counters.openConnections().incrementAndGet() > parts.limits().maxConnections()) {
      counters.refusedConnections().increment();
      leave(connection);
      return;
    }
    if (channel.getLocalAddress() instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    connections.add(connection);
    try {
      threads.execute(() -> serve(connection));
    } catch (RejectedExecutionException _) {
      leave(connection);
    }
  }

  private void serve(Connection connection) {
    try {
      connection.run();
    } finally {
      leave(connection);
    }
  }

  private void leave(Connection connection) {
    connection.cut();
    connections.remove(connection);
    parts.counters().openConnections().decrementAndGet();
  }

  private static ScheduledExecutorService deadlines() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("nbd-deadlines").factory());
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
