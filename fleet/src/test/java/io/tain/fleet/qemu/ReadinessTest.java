package io.tain.fleet.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadinessTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 399})
  void http_goodAnswer_isMet(int status) throws Exception {
    assertThat(isMetWithin(status, Duration.ofSeconds(20))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 503})
  void http_badAnswer_isNotMet(int status) throws Exception {
    assertThat(isMetWithin(status, Duration.ofMillis(600))).isFalse();
  }

  @Test
  void serial_textOverSeveralWrites_isFoundOnce() throws IOException {
    Path log = directory.resolve("serial.log");
    try (var watch = new SerialWatch(log, "login:")) {
      assertThat(watch.isMet()).isFalse();
      append(log, "x".repeat(200_000) + "log");
      assertThat(watch.isMet()).isFalse();
      append(log, "in");
      assertThat(watch.isMet()).isFalse();
      append(log, ": ");
      assertThat(watch.isMet()).isTrue();
    }
  }

  @Test
  void serial_textAtTheEdgeOfARead_isFound() throws IOException {
    Path log = directory.resolve("serial.log");
    for (int before = (64 << 10) - 8; before < (64 << 10) + 16; before++) {
      Files.deleteIfExists(log);
      append(log, "x".repeat(before) + "login:yy");
      try (var watch = new SerialWatch(log, "login:")) {
        assertThat(watch.isMet()).as("after %d bytes", before).isTrue();
      }
    }
  }

  private static void append(Path log, String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /// A server that hangs up on its first clients, as a guest without its service does.
  private static boolean isMetWithin(int status, Duration timeout) throws Exception {
    var asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          if (asked.incrementAndGet() > 1) {
            exchange.sendResponseHeaders(status, -1);
          }
          exchange.close();
        });
    server.start();
    try (var watch = new HttpWatch(server.getAddress().getPort())) {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (System.nanoTime() - deadline < 0) {
        if (watch.isMet()) {
          return true;
        }
        QemuProcess.pause();
      }
      return false;
    } finally {
      server.stop(0);
    }
  }
}
