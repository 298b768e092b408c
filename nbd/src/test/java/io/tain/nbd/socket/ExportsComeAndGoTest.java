package io.tain.nbd.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.SocketPaths;
import io.tain.disk.Extent;
import io.tain.disk.ForeignTool;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.nbd.Export;
import io.tain.nbd.ExportUse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportsComeAndGoTest {
  @TempDir private Path directory;
  private final SocketNbdServer server = new SocketNbdServer();

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void remove_openExport_cutsItsClientsAndNoOthers() throws Exception {
    server.add(new Export("a", new SparseMemoryDisk(4096), ""));
    server.add(new Export("b", new SparseMemoryDisk(4096), ""));
    int port = server.listenOnLoopback(0);
    try (TestClient a = TestClient.transmitting(port, "a", false);
        TestClient b = TestClient.transmitting(port, "b", false)) {

      boolean removed = server.remove("a");

      a.awaitEnd();
      b.request(Protocol.CMD_READ, 0, 1, 0, 512);
      assertThat(b.readSimple().error()).isZero();
      assertThat(removed).isTrue();
      assertThat(server.exports()).extracting(ExportUse::name).containsExactly("b");
    }
  }

  @Test
  void remove_whileADiskIsRead_returnsAfterTheRead() throws Exception {
    var disk = new StuckDisk();
    server.add(new Export("a", disk, ""));
    try (TestClient client = TestClient.transmitting(server.listenOnLoopback(0), "a", false)) {
      client.request(Protocol.CMD_READ, 0, 1, 0, 512);
      disk.reading.await();

      CompletableFuture<Boolean> removal = CompletableFuture.supplyAsync(this::removeA);

      assertThatThrownBy(() -> removal.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      disk.release.countDown();
      assertThat(removal.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void remove_unknown_isFalse() throws InterruptedException {
    assertThat(server.remove("nothing")).isFalse();
  }

  @Test
  void add_takenName_isRefused() {
    server.add(new Export("a", new SparseMemoryDisk(4096), ""));

    assertThatThrownBy(() -> server.add(new Export("a", new SparseMemoryDisk(4096), "")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void exports_openOne_isCounted() throws Exception {
    server.add(new Export("a", new SparseMemoryDisk(4096), ""));
    try (TestClient client = TestClient.transmitting(server.listenOnLoopback(0), "a", false)) {
      client.request(Protocol.CMD_READ, 0, 1, 0, 512);
      client.readSimple();

      assertThat(server.exports().getFirst().openConnections()).isOne();
      assertThat(server.counts().openConnections()).isOne();
    }
  }

  @Test
  void listenOnLoopback_takenPort_isPortTaken() throws IOException {
    int port = server.listenOnLoopback(0);

    assertThatThrownBy(() -> server.listenOnLoopback(port))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_TAKEN));
  }

  @Test
  void listenOn_staleSocket_isReplacedAndPrivate() throws Exception {
    Path socket = directory.resolve("nbd.sock");
    ForeignTool.run(
        "python3",
        "-c",
        "import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])",
        socket.toString());

    server.listenOn(socket);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryContaining(file -> file.equals(socket));
  }

  @Test
  void listenOn_socketOfALivingServer_isFileExists() throws IOException {
    Path socket = directory.resolve("nbd.sock");
    server.listenOn(socket);
    try (var second = new SocketNbdServer()) {
      assertThatThrownBy(() -> second.listenOn(socket))
          .isInstanceOfSatisfying(
              TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_EXISTS));
    }
  }

  @Test
  void listenOn_besideOtherFiles_touchesNone() throws Exception {
    Path socket = directory.resolve("nbd.sock");
    Path neighbour = Files.writeString(directory.resolve(".bd.sock"), "precious");

    server.listenOn(socket);
    server.close();

    assertThat(neighbour).hasContent("precious");
    assertThat(directory).isDirectoryNotContaining(file -> !file.equals(neighbour));
  }

  @Test
  void listenOn_aSymbolicLink_isFileExistsAndLeftAlone() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nothing"));

    assertThatThrownBy(() -> server.listenOn(link))
        .isInstanceOfSatisfying(
            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_EXISTS));
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @Test
  void listenOn_theLongestName_isReached() throws Exception {
    int room = SocketPaths.MAX_BYTES - directory.toString().length() - 1;
    Path socket = directory.resolve("s".repeat(room));
    server.add(new Export("", new SparseMemoryDisk(4096), ""));

    server.listenOn(socket);

    assertThat(ForeignTool.run("nbdinfo", "--size", "nbd+unix:///?socket=" + socket).strip())
        .isEqualTo("4096");
  }

  @Test
  void close_ofASocketThatAnotherFileReplaced_leavesTheFile() throws Exception {
    Path socket = directory.resolve("nbd.sock");
    server.listenOn(socket);
    Files.delete(socket);
    Files.writeString(socket, "precious");

    server.close();

    assertThat(socket).hasContent("precious");
  }

  @Test
  void close_removesTheSocketAndEndsEveryone() throws Exception {
    Path socket = directory.resolve("nbd.sock");
    server.add(new Export("a", new SparseMemoryDisk(4096), ""));
    server.listenOn(socket);
    try (TestClient client = TestClient.transmitting(server.listenOnLoopback(0), "a", false)) {
      server.close();

      client.awaitEnd();
      assertThat(socket).doesNotExist();
      assertThat(server.counts().openConnections()).isZero();
    }
  }

  private boolean removeA() {
    try {
      return server.remove("a");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A disk whose reads last until they are released.
  private static final class StuckDisk implements VirtualDisk {
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Override
    public long sizeBytes() {
      return 4096;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      reading.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      target.position(target.limit());
    }

    @Override
    public List<Extent> extents(ByteRange range) {
      return List.of(new Extent.Data(range));
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
