package io.tain.diskhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.Digest;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.LocalDurableFiles;
import io.tain.disk.Extent;
import io.tain.diskhost.control.ControlLine;
import io.tain.diskhost.control.DiskHostClient;
import io.tain.diskhost.exports.ExportsFile;
import io.tain.diskhost.process.DiskHost;
import io.tain.nbd.socket.SocketNbdServer;
import io.tain.store.StoredDisk;
import io.tain.testkit.ExternalTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class DiskHostTest {
  private static final int SIZE_BYTES = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PLACE = "manifest1:%032x:0:1";

  @TempDir private Path folder;

  private DiskHostPaths paths;
  private DiskHostClient client;
  private Thread host;

  @BeforeEach
  void startHost() throws Exception {
    paths =
        new DiskHostPaths(
            folder.resolve("control.sock"),
            folder.resolve("nbd.sock"),
            folder.resolve("exports.json"));
    client = new DiskHostClient(paths.control());
    host = start();
  }

  @AfterEach
  void endHost() throws Exception {
    if (client.answers()) {
      client.end();
    }
    host.join();
  }

  @Test
  void add_ofADisk_servesItToForeignClients() throws IOException {
    client.add(ServedDisk.shared("one", PLACE.formatted(1)));

    assertThat(size("nbd+unix:///one?socket=" + paths.nbd())).isEqualTo(SIZE_BYTES);
  }

  @Test
  void disks_ofAHostThatEnded_areServedByTheNext() throws Exception {
    client.add(ServedDisk.shared("one", PLACE.formatted(1)));
    client.end();
    host.join();

    host = start();

    assertThat(size("nbd+unix:///one?socket=" + paths.nbd())).isEqualTo(SIZE_BYTES);
    assertThat(exports()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"exports\":[{\"na", "null", "{}", "[]", "{\"exports\":[null]}"})
  void exports_thatSayNothing_areSetAside(String damaged) throws Exception {
    client.add(ServedDisk.shared("one", PLACE.formatted(1)));
    client.end();
    host.join();
    Files.writeString(paths.exports(), damaged);

    host = start();

    assertThat(folder.resolve("exports.json.damaged")).hasContent(damaged);
    client.add(ServedDisk.shared("one", PLACE.formatted(1)));
    assertThat(size("nbd+unix:///one?socket=" + paths.nbd())).isEqualTo(SIZE_BYTES);
    assertThat(exports()).hasSize(1);
  }

  @Test
  void remove_ofTheLastDisk_endsTheHost() throws Exception {
    client.add(ServedDisk.shared("one", PLACE.formatted(1)));
    client.add(ServedDisk.shared("two", PLACE.formatted(2)));
    client.remove("one");
    assertThat(client.answers()).isTrue();

    client.remove("two");

    host.join();
    assertThat(exports()).isEmpty();
  }

  @Test
  void add_onAPortOfItsOwn_isTheDefaultExport() throws IOException {
    DiskUse use = client.add(new ServedDisk("own", PLACE.formatted(3), null, 0, null));

    assertThat(use.port()).isPositive();
    assertThat(size("nbd://127.0.0.1:" + use.port())).isEqualTo(SIZE_BYTES);
  }

  @Test
  void add_onATakenPort_isRefused() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var disk = new ServedDisk("own", PLACE.formatted(3), null, taken.getLocalPort(), null);

      assertThatThrownBy(() -> client.add(disk))
          .isInstanceOfSatisfying(
              TainException.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PORT_TAKEN));
    }
  }

  @Test
  void disks_whoseSocketCannotBeMadeAgain_keepNoOtherFromBeingServed() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    String socket = gone.resolve("disk.sock").toString();
    client.add(new ServedDisk("stale", PLACE.formatted(1), socket, null, null));
    client.add(ServedDisk.shared("guest", PLACE.formatted(2)));
    client.end();
    host.join();
    Files.delete(gone);

    host = start();

    assertThat(size("nbd+unix:///guest?socket=" + paths.nbd())).isEqualTo(SIZE_BYTES);
    client.remove("guest");
    assertThat(exports()).extracting(ServedDisk::name).contains("stale");
  }

  @Test
  void disk_whoseOwnerEnds_isServedNoLonger() throws Exception {
    Process owner = new ProcessBuilder("sleep", "600").start();
    var disk = new ServedDisk("owned", PLACE.formatted(1), null, null, DiskOwner.of(owner.pid()));
    client.add(disk);
    assertThat(exports()).containsExactly(disk);

    owner.destroyForcibly();

    host.join(); // its last disk is gone
    assertThat(exports()).isEmpty();
  }

  @Test
  void disk_whoseOwnerEndedWhileNoHostRan_isServedNoLonger() throws Exception {
    Process owner = new ProcessBuilder("sleep", "600").start();
    client.add(new ServedDisk("owned", PLACE.formatted(1), null, null, DiskOwner.of(owner.pid())));
    client.add(ServedDisk.shared("guest", PLACE.formatted(2)));
    client.end();
    host.join();
    owner.destroyForcibly().waitFor();

    host = start();

    await(() -> exports().size() == 1);
    assertThat(exports().getFirst().name()).isEqualTo("guest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "{\"action\":\"FLY\"}", "{\"newer\":1}", "[[["})
  void line_thatIsNoRequest_isAnsweredAndTheHostGoesOn(String line) throws IOException {
    assertThat(answerTo(line)).contains("request.malformed");
    assertThat(client.fetchedBytes("nobody")).isZero();
  }

  @Test
  void line_withoutAnEnd_isCutOff() throws IOException {
    assertThat(answerTo("x".repeat(ControlLine.MAX_BYTES))).contains("request.malformed");
    assertThat(client.fetchedBytes("nobody")).isZero();
  }

  @Test
  void client_thatSaysNothing_keepsNobodyWaiting() throws IOException {
    try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(paths.control()))) {
      assertThat(client.fetchedBytes("nobody")).isZero();
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void ask_ofAHostThatDoesNotAnswer_endsInTime() throws IOException {
    Path socket = folder.resolve("mute.sock");
    try (var mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      mute.bind(UnixDomainSocketAddress.of(socket));
      var asking = new DiskHostClient(socket, Duration.ofMillis(50));

      assertThatThrownBy(() -> asking.remove("one")).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void fetchedBytes_ofADiskThatIsNotServed_isNothing() throws IOException {
    assertThat(client.fetchedBytes("nobody")).isZero();
  }

  private List<ServedDisk> exports() throws IOException {
    return ExportsFile.read(paths.exports()).orElseThrow();
  }

  private String answerTo(String line) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(paths.control()))) {
      ControlLine.write(channel, line);
      return ControlLine.read(channel, Duration.ofSeconds(20)).orElseThrow();
    }
  }

  private Thread start() throws Exception {
    var started =
        new DiskHost(paths, new LocalDurableFiles(), _ -> new ZeroDisk(), SocketNbdServer::new);
    Thread thread = Thread.ofPlatform().start(() -> runUnchecked(started));
    await(client::answers);
    return thread;
  }

  /// The timeout of a test interrupts it, which nothing here notices.
  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void runUnchecked(DiskHost started) {
    try {
      started.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(String uri) {
    return Long.parseLong(ExternalTool.of("nbdinfo", "--size", uri).run().strip());
  }

  /// A disk of the store that holds nothing.
  private static final class ZeroDisk implements StoredDisk {
    @Override
    public long sizeBytes() {
      return SIZE_BYTES;
    }

    @Override
    public void read(long offset, ByteBuffer target) {
      target.put(new byte[target.remaining()]);
    }

    @Override
    public List<Extent> extents(ByteRange range) {
      return List.of(new Extent.Zero(range));
    }

    @Override
    public Digest contentDigest() {
      return Digest.sha256(new byte[32]);
    }

    @Override
    public long dataBytes() {
      return 0;
    }

    @Override
    public long fetchedBytes() {
      return 0;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
