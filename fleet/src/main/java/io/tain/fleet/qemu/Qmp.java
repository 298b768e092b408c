package io.tain.fleet.qemu;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A conversation with a QEMU over its control socket; QEMU holds one at a time.
///
/// For one thread. Source: docs/interop/qmp-spec.txt of QEMU.
final class Qmp implements AutoCloseable {
  private static final int MAX_LINE_BYTES = 1 << 20;
  private static final JsonMapper JSON = new JsonMapper();

  private final SocketChannel channel;
  private final Selector selector;
  private final long timeoutNanos;
  private final ByteBuffer input = ByteBuffer.allocate(8192).flip();

  private Qmp(SocketChannel channel, Selector selector, Duration timeout) {
    this.channel = channel;
    this.selector = selector;
    this.timeoutNanos = timeout.toNanos();
  }

  /// Connects and takes the greeting.
  ///
  /// @param timeout for each answer
  /// @throws IOException if nobody listens there, or does not answer in time
  static Qmp connect(Path socket, Duration timeout) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    Selector selector = Selector.open();
    var qmp = new Qmp(channel, selector, timeout);
    try {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      qmp.readMessage(qmp.deadline());
      qmp.execute("qmp_capabilities", Map.of());
      return qmp;
    } catch (IOException e) {
      qmp.close();
      throw e;
    }
  }

  /// The result of a command; events that come before it are passed over.
  ///
  /// @throws IOException if QEMU refused it, or did not answer in time
  JsonNode execute(String command, Map<String, Object> arguments) throws IOException {
    byte[] line = JSON.writeValueAsBytes(Map.of("execute", command, "arguments", arguments));
    ByteBuffer message = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    long deadline = deadline();
    while (message.hasRemaining()) {
      // The socket's buffer holds any command whole: a second turn means that QEMU hangs.
      channel.write(message);
      requireTime(deadline);
    }
    JsonNode answer = readMessage(deadline);
    while (!answer.has("return") && !answer.has("error")) {
      answer = readMessage(deadline);
    }
    if (answer.has("error")) {
      throw new IOException(command + ": " + answer.get("error"));
    }
    return answer.get("return");
  }

  /// A command of the human monitor, and what it printed.
  String executeHuman(String line) throws IOException {
    return execute("human-monitor-command", Map.of("command-line", line)).asString();
  }

  private JsonNode readMessage(long deadline) throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      while (input.hasRemaining()) {
        byte next = input.get();
        if (next == '\n') {
          return parse(line.toString(StandardCharsets.UTF_8));
        }
        line.write(next);
      }
      if (line.size() > MAX_LINE_BYTES) {
        throw new IOException("a message of more than " + MAX_LINE_BYTES + " bytes");
      }
      fill(deadline);
    }
  }

  private static JsonNode parse(String line) throws IOException {
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      throw new IOException("not JSON: " + line, e);
    }
  }

  private void fill(long deadline) throws IOException {
    requireTime(deadline);
    selector.select(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    selector.selectedKeys().clear();
    input.clear();
    int count = channel.read(input);
    input.flip();
    if (count < 0) {
      throw new EOFException("QEMU closed its control socket");
    }
  }

  private long deadline() {
    return System.nanoTime() + timeoutNanos;
  }

  private static void requireTime(long deadline) throws SocketTimeoutException {
    if (System.nanoTime() - deadline > 0) {
      throw new SocketTimeoutException("QEMU does not answer on its control socket");
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
