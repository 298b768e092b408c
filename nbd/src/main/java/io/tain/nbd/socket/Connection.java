package io.tain.nbd.socket;

import static java.lang.System.Logger.Level.DEBUG;

import io.tain.nbd.NbdLimits;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// One client from its greeting to its goodbye.
final class Connection implements Runnable {
  private static final System.Logger LOG = System.getLogger(Connection.class.getName());

  private final Wire wire;
  private final Handshake handshake;
  private final Counters counters;
  private final Buffers buffers;
  private final NbdLimits limits;
  private final ScheduledExecutorService clock;

  Connection(SocketChannel channel, ServerParts parts) {
    this.wire = new Wire(channel);
    this.handshake = new Handshake(wire, parts.exports());
    this.counters = parts.counters();
    this.buffers = parts.buffers();
    this.limits = parts.limits();
    this.clock = parts.clock();
  }

  @Override
  public void run() {
    try (wire) {
      serve();
    } catch (IOException e) {
      LOG.log(DEBUG, "connection lost", e);
    } finally {
      handshake.agreement().ifPresent(agreement -> agreement.served().leave(wire));
    }
  }

  /// Ends the connection from outside.
  void cut() {
    wire.cut();
  }

  private void serve() throws IOException {
    try {
      negotiate();
      if (handshake.agreement().isPresent()) {
        new Transmission(wire, handshake.agreement().get(), counters, buffers, limits).run();
      }
    } catch (ProtocolViolationException e) {
      counters.violations().increment();
      LOG.log(DEBUG, () -> "client cut off reason=%s".formatted(e.getMessage()));
    }
  }

  private void negotiate() throws IOException {
    ScheduledFuture<?> deadline =
        clock.schedule(wire::cut, limits.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    try {
      handshake.run();
    } finally {
      deadline.cancel(false);
    }
  }
}
