package io.tain.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The committed files of `qemu-img`; golden/make.sh has their commands.
final class GoldenTest {
  private static final String CONTENT =
      "02fbba27727336fa9fce90891cbcf04a82375e127cdc4ed09909926e5bc6ce5d";

  @ParameterizedTest
  @ValueSource(strings = {"v2", "v3-512", "v3-zlib", "v3-zstd", "v3-extended", "v3-snapshot"})
  void open_goldenFile_hasTheContent(String name) throws Exception {
    try (var disk = Qcow2Disk.open(golden(name))) {
      assertThat(digest(disk)).isEqualTo(CONTENT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused-backing-file", "refused-data-file"})
  void open_goldenFileThatNamesAnother_isUnsafe(String name) {
    assertThatThrownBy(() -> Qcow2Disk.open(golden(name))).isInstanceOf(UnsafeDiskException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2", "v3-512", "v3-zlib", "v3-zstd", "v3-extended", "v3-snapshot"})
  void open_goldenFileCutOffAnywhere_isRefusedOrUnharmed(String name) throws Exception {
    byte[] whole = bytes(name);
    for (int length = 0; length < whole.length; length += 509) {
      String result = digestOrRefusal(Arrays.copyOf(whole, length));

      assertThat(result).as("%d of %d bytes", length, whole.length).isIn(CONTENT, "refused");
    }
  }

  private static String digestOrRefusal(byte[] file) throws Exception {
    try (var disk = Qcow2Disk.open(SparseMemoryDisk.of(file))) {
      return digest(disk);
    } catch (MalformedDiskException refusal) {
      return "refused";
    }
  }

  private static String digest(VirtualDisk disk) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(disk.bytes(new ByteRange(0, disk.sizeBytes())));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static SparseMemoryDisk golden(String name) throws IOException {
    return SparseMemoryDisk.of(bytes(name));
  }

  private static byte[] bytes(String name) throws IOException {
    String resource = "/io/tain/disk/golden/" + name + ".qcow2";
    try (var stream = Objects.requireNonNull(GoldenTest.class.getResourceAsStream(resource))) {
      return stream.readAllBytes();
    }
  }
}
