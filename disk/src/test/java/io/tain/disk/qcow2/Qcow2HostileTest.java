package io.tain.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.ForeignTool;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.SparseMemoryDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of qemu-img with a cluster that is not what its entry says, or with too much to tell.
final class Qcow2HostileTest {
  private static final int CLUSTER_BYTES = 65_536;
  private static final long OFFSET_BITS = (1L << 54) - 1;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      ints = {CLUSTER_BYTES - 1, CLUSTER_BYTES + 1, 2 * CLUSTER_BYTES, 100 * CLUSTER_BYTES})
  void q7_clusterThatInflatesToAnotherLength_isMalformed(int length) throws Exception {
    byte[] file = compressed();
    replaceCluster(file, deflated(length));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining("a cluster of 65536 bytes");
  }

  @Test
  void q7_clusterThatInflatesToItsLength_isRead() throws Exception {
    byte[] file = compressed();
    replaceCluster(file, deflated(CLUSTER_BYTES));

    assertThat(read(file).get(CLUSTER_BYTES - 1)).isEqualTo((byte) 7);
  }

  // Extensions of eight bytes fill a whole cluster of 2 MiB.
  @Test
  void q4_namesOfManyDataFiles_areNotAllTold() throws Exception {
    ByteBuffer file = ByteBuffer.allocate(4 << 20);
    file.put(0, golden()).putInt(20, 21);
    for (int at = file.getInt(100); at < 2 << 20; at += 8) {
      file.putLong(at, 0x44415441_00000000L);
    }

    assertThat(new Qcow2Container().refusals(SparseMemoryDisk.of(file.array())))
        .hasSizeBetween(1, 16);
  }

  private static byte[] golden() throws IOException {
    try (var stream =
        Qcow2HostileTest.class.getResourceAsStream("/io/tain/disk/golden/v3-zlib.qcow2")) {
      return stream.readNBytes(112);
    }
  }

  private static ByteBuffer read(byte[] file) throws IOException {
    try (var disk = new Qcow2Container().open(SparseMemoryDisk.of(file)).disk()) {
      return disk.bytes(new ByteRange(0, CLUSTER_BYTES));
    }
  }

  /// Puts other compressed bytes in the place of the first cluster.
  private static void replaceCluster(byte[] bytes, byte[] packed) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int l2 = (int) (file.getLong((int) file.getLong(40)) & OFFSET_BITS);
    file.put((int) (file.getLong(l2) & OFFSET_BITS), packed);
  }

  private static byte[] deflated(int length) throws IOException {
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 7);
    var packed = new ByteArrayOutputStream();
    try (var stream = new DeflaterOutputStream(packed, new Deflater(9, true))) {
      stream.write(content);
    }
    return packed.toByteArray();
  }

  private byte[] compressed() throws IOException {
    Path raw = Files.write(directory.resolve("disk.raw"), noise());
    Path file = directory.resolve("disk.qcow2");
    ForeignTool.run(
        "qemu-img", "convert", "-c", "-f", "raw", "-O", "qcow2", raw.toString(), file.toString());
    return Files.readAllBytes(file);
  }

  /// A cluster that takes a few sectors when it is compressed.
  private static byte[] noise() {
    byte[] content = new byte[CLUSTER_BYTES];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) ((i * i) >>> 12);
    }
    return content;
  }
}
