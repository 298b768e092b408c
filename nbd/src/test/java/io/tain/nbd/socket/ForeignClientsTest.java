package io.tain.nbd.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.ForeignTool;
import io.tain.disk.SparseMemoryDisk;
import io.tain.nbd.Export;
import io.tain.testkit.ExternalTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server against libnbd 1.14.2 and QEMU 7.2.
final class ForeignClientsTest {
  private static final long SIZE_BYTES = (24L << 20) + 1536;
  private static final Pattern MAP_LINE = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s.*");

  @TempDir private Path directory;
  private final SparseMemoryDisk disk = TestDisks.patchy(SIZE_BYTES, 1);
  private final SocketNbdServer server = new SocketNbdServer();
  private Path socket = Path.of("unset");
  private String uri = "unset";
  private String tcpUri = "unset";

  @BeforeEach
  void serve() throws IOException {
    socket = directory.resolve("nbd.sock");
    server.add(new Export("web@1", disk, "a web server"));
    server.listenOn(socket);
    tcpUri = "nbd://127.0.0.1:" + server.listenOnLoopback(0) + "/web@1";
    uri = "nbd+unix:///web@1?socket=" + socket;
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void nbdinfo_export_showsWhatTheServerPromises() throws Exception {
    String info = ForeignTool.run("nbdinfo", uri);

    assertThat(info)
        .contains("newstyle-fixed", "structured packets")
        .contains("export-size: " + SIZE_BYTES)
        .contains("is_read_only: true")
        .contains("can_multi_conn: true")
        .contains("can_cache: true")
        .contains("base:allocation")
        .contains("description: a web server")
        .contains("block_size_minimum: 1")
        .contains("block_size_preferred: 4096")
        .contains("block_size_maximum: 33554432");
  }

  @Test
  void nbdinfo_list_namesEveryExport() throws Exception {
    server.add(new Export("db@2", new SparseMemoryDisk(4096), ""));

    String list = ForeignTool.run("nbdinfo", "--list", "nbd+unix:///?socket=" + socket);

    assertThat(list).contains("export=\"db@2\"", "export=\"web@1\"");
  }

  @Test
  void nbdinfo_onlyExport_isFoundWithoutItsName() throws Exception {
    String size = ForeignTool.run("nbdinfo", "--size", "nbd+unix:///?socket=" + socket);

    assertThat(size.strip()).isEqualTo(Long.toString(SIZE_BYTES));
  }

  @Test
  void nbdinfo_unknownExport_isRefused() throws Exception {
    ExternalTool.Outcome result =
        ForeignTool.runAny("nbdinfo", "nbd+unix:///other?socket=" + socket);

    assertThat(result.exitCode()).isNotZero();
    assertThat(server.counts().violations()).isZero();
  }

  @Test
  void nbdinfo_map_equalsTheExtents() throws Exception {
    List<Extent> mapped = new ArrayList<>();
    for (String line : ForeignTool.run("nbdinfo", "--map", uri).lines().toList()) {
      Matcher matcher = MAP_LINE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      var range = new ByteRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
      boolean data = "0".equals(matcher.group(3));
      mapped.add(data ? new Extent.Data(range) : new Extent.Zero(range));
    }

    assertThat(mapped).isEqualTo(disk.extents(new ByteRange(0, SIZE_BYTES)));
  }

  @Test
  void nbdcopy_toFile_isTheDisk() throws Exception {
    Path copy = directory.resolve("copy.raw");

    ForeignTool.run("nbdcopy", uri, copy.toString());

    assertHoldsTheDisk(copy);
  }

  @Test
  void nbdcopy_overTcpWithManyRequests_isTheDisk() throws Exception {
    Path copy = directory.resolve("copy.raw");

    ForeignTool.run(
        "nbdcopy", "--connections=4", "--requests=64", "--no-extents", tcpUri, copy.toString());

    assertHoldsTheDisk(copy);
  }

  @Test
  void qemuImg_convertAndCompare_areIdentical() throws Exception {
    Path copy = directory.resolve("copy.qcow2");

    ForeignTool.run("qemu-img", "convert", "-O", "qcow2", "-f", "raw", uri, copy.toString());

    String comparison =
        ForeignTool.run("qemu-img", "compare", "-f", "raw", "-F", "qcow2", uri, copy.toString());
    assertThat(comparison).contains("Images are identical");
  }

  @Test
  void qemuImg_compareWithOtherContent_finds() throws Exception {
    Path other = write(TestDisks.patchy(SIZE_BYTES, 2));

    ExternalTool.Outcome result =
        ForeignTool.runAny("qemu-img", "compare", "-f", "raw", "-F", "raw", uri, other.toString());

    assertThat(result.exitCode()).isOne();
  }

  @Test
  void qemuIo_readsOddRanges_asWritten() throws Exception {
    disk.write(12_288, new byte[] {7, 7, 7, 7, 7});

    String output =
        ForeignTool.run("qemu-io", "-r", "-f", "raw", "-c", "read -P 7 12288 5", tcpUri);

    assertThat(output).contains("read 5/5 bytes").doesNotContain("failed");
  }

  @Test
  void qemuIo_write_isNotPermitted() throws Exception {
    ExternalTool.Outcome result =
        ForeignTool.runAny("qemu-io", "-f", "raw", "-c", "write 0 4096", tcpUri);

    assertThat(result.exitCode()).isNotZero();
  }

  @Test
  void qemuIo_readOfFailingDisk_getsAnError() throws Exception {
    disk.failWith(new IOException("planned"));

    ExternalTool.Outcome result =
        ForeignTool.runAny("qemu-io", "-r", "-f", "raw", "-c", "read 0 4096", uri);

    assertThat(result.output()).contains("Input/output error");
    stop();
    assertThat(server.counts().readErrors()).isPositive();
    assertThat(server.exports().getFirst().readErrors()).isPositive();
  }

  private void assertHoldsTheDisk(Path copy) throws Exception {
    Path expected = write(disk);
    assertThat(Files.mismatch(copy, expected)).isEqualTo(-1);
  }

  private Path write(SparseMemoryDisk source) throws IOException {
    Path file = directory.resolve("expected.raw");
    ByteBuffer content = ByteBuffer.allocate((int) source.sizeBytes());
    source.read(0, content);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(content.flip());
    }
    return file;
  }
}
