package io.tain.fleet.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The control socket's client against what a QEMU, or something else, may say.
final class QmpTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String GREETING = "{\"QMP\":{}}\n{\"return\":{}}\n";

  @TempDir private Path directory;

  @Test
  void execute_eventsBeforeTheAnswer_arePassedOver() throws Exception {
    String answers = "{\"event\":\"STOP\"}\n{\"return\":{\"status\":\"running\"}}\n";
    try (var _ = saying(GREETING + answers);
        Qmp qmp = Qmp.connect(socket(), TIMEOUT)) {

      assertThat(qmp.execute("query-status", Map.of()).get("status").asString())
          .isEqualTo("running");
    }
  }

  @Test
  void execute_error_isAnException() throws Exception {
    try (var _ = saying(GREETING + "{\"error\":{\"class\":\"GenericError\"}}\n");
        Qmp qmp = Qmp.connect(socket(), TIMEOUT)) {

      assertThatThrownBy(() -> qmp.execute("nonsense", Map.of()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("GenericError");
    }
  }

  @Test
  void execute_noAnswer_endsAtTheTimeout() throws Exception {
    try (var _ = saying(GREETING);
        Qmp qmp = Qmp.connect(socket(), Duration.ofMillis(100))) {

      assertThatThrownBy(() -> qmp.execute("query-status", Map.of()))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void connect_endlessLine_isCutOff() throws Exception {
    try (var _ = saying("x".repeat(2 << 20))) {
      assertThatThrownBy(() -> Qmp.connect(socket(), TIMEOUT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("1048576");
    }
  }

  @Test
  void connect_notJson_isAnException() throws Exception {
    try (var _ = saying("hello\n")) {
      assertThatThrownBy(() -> Qmp.connect(socket(), TIMEOUT)).isInstanceOf(IOException.class);
    }
  }

  private Path socket() {
    return directory.resolve("qmp.sock");
  }

  /// Says `text` to its one client, and listens until it is closed.
  private ServerSocketChannel saying(String text) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket()));
    Thread.ofVirtual()
        .start(
            () -> {
              try (SocketChannel client = server.accept()) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                  client.write(bytes);
                }
                while (client.read(ByteBuffer.allocate(4096)) >= 0) {
                  // What the client asks does not matter.
                }
              } catch (IOException _) {
                // The client hung up first, as some tests want it to.
                return;
              }
            });
    return server;
  }
}
