package io.tain.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.Home;
import io.tain.base.local.HomeLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TainServerTest {
  @TempDir private Path folder;

  @Test
  void start_thatCannotDescribeItself_leavesNothingOpen() throws Exception {
    var home = new Home(folder.resolve("home"));
    home.create();
    // Nothing can be renamed over a directory that is not empty.
    Path inTheWay = Files.createDirectory(home.serverFile()).resolve("file");
    Files.createFile(inTheWay);
    int port = freePort();

    assertThatThrownBy(() -> start(home, port)).isInstanceOf(IOException.class);

    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    Files.delete(inTheWay);
    Files.delete(home.serverFile());
    try (TainServer server = start(home, port)) {
      assertThat(server.uri().getPort()).isEqualTo(port);
    }
  }

  private static TainServer start(Home home, int port) throws IOException {
    var options =
        new ServerOptions(home, port, "--listen", "0.1.0", "running", InstantSource.system());
    return TainServer.start(options, HomeLock.tryAcquire(home).orElseThrow());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
