package io.tain.diskhost.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/// What goes over the control socket: one line each way, bounded in length and in time.
public final class ControlLine {
  /// More than any request or answer needs.
  public static final int MAX_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 8192;

  private ControlLine() {}

  /// The line that the other side sends; empty when it leaves before the line's end.
  ///
  /// @throws SocketTimeoutException if it takes longer than `patience`
  /// @throws TainException `request.malformed` if it is longer than [#MAX_BYTES]
  public static Optional<String> read(SocketChannel channel, Duration patience) throws IOException {
    long startNanos = System.nanoTime();
    var line = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    channel.configureBlocking(false);
    try (Selector selector = channel.provider().openSelector()) {
      channel.register(selector, SelectionKey.OP_READ);
      while (awaitBytes(selector, patience.minusNanos(System.nanoTime() - startNanos))
          && channel.read(buffer) >= 0) {
        if (endsIn(buffer.flip(), line)) {
          return Optional.of(line.toString(UTF_8));
        }
        buffer.clear();
      }
      return Optional.empty();
    }
  }

  /// Sends a line.
  public static void write(SocketChannel channel, String line) throws IOException {
    channel.configureBlocking(true);
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static boolean awaitBytes(Selector selector, Duration left) throws IOException {
    if (!left.isPositive()) {
      throw new SocketTimeoutException("no line over the control socket in time");
    }
    selector.select(Math.max(1, left.toMillis()));
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while a line was awaited");
    }
    return true;
  }

  private static boolean endsIn(ByteBuffer bytes, ByteArrayOutputStream line) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        return true;
      }
      if (line.size() == MAX_BYTES) {
        throw TainException.of(
            ErrorCode.REQUEST_MALFORMED,
            "expected",
            "a line of " + MAX_BYTES + " bytes at most",
            "found",
            "a longer one");
      }
      line.write(next);
    }
    return false;
  }
}
