package io.tain.disk.wrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.testkit.ExternalTool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Headers with everything that RFC 1952 allows, which the usual tools do not write; `gzip` reads
/// what is made here.
final class GzipStreamTest {
  private static final int SUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int HEADER_BYTES = 10;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, SUM, EXTRA, NAME, COMMENT, EXTRA | NAME | COMMENT | SUM | 1})
  void read_memberWithAnyHeader_isItsContentAsGzipSaysIt(int flags) throws Exception {
    byte[] packed = member(flags, "content");
    Path file = Files.write(directory.resolve("packed.gz"), packed);

    assertThat(content(packed)).isEqualTo("content");
    assertThat(ExternalTool.of("gzip", "-dc", file.toString()).run()).isEqualTo("content");
  }

  @Test
  void read_byteAfterByte_isTheContent() throws Exception {
    var stream = new GzipStream(new ByteArrayInputStream(member(0, "\u00ffa")));

    assertThat(stream.read(new byte[0], 0, 0)).isZero();
    assertThat(stream.read()).isEqualTo(0xFF);
    assertThat(stream.read()).isEqualTo('a');
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(stream.read(new byte[1], 0, 1)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64, 128})
  void read_reservedFlags_areDamage(int flag) throws Exception {
    assertDamaged(member(flag, "content"), "reserved flags");
  }

  @Test
  void read_otherSums_areDamage() throws Exception {
    byte[] packed = member(SUM, "content");
    assertDamaged(flipped(packed, HEADER_BYTES), "another sum of the header");
    assertDamaged(flipped(packed, packed.length - 8), "another sum");
    assertDamaged(flipped(packed, packed.length - 1), "another length");
    assertDamaged(flipped(packed, 0), "no member of gzip");
    assertDamaged(flipped(packed, 2), "no member of gzip");
  }

  /// One member, in which every optional field that the flags announce is there.
  private static byte[] member(int flags, String content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content.getBytes(ISO_8859_1));
    }
    byte[] plain = packed.toByteArray();
    plain[3] = (byte) flags;
    var member = new ByteArrayOutputStream();
    member.write(plain, 0, HEADER_BYTES);
    if ((flags & EXTRA) != 0) {
      member.write(new byte[] {6, 0, 'T', 'A', 2, 0, 0, 1});
    }
    if ((flags & NAME) != 0) {
      member.writeBytes("name\0".getBytes(ISO_8859_1));
    }
    if ((flags & COMMENT) != 0) {
      member.writeBytes("comment\0".getBytes(ISO_8859_1));
    }
    if ((flags & SUM) != 0) {
      var sum = new CRC32();
      sum.update(member.toByteArray());
      member.write((int) sum.getValue());
      member.write((int) (sum.getValue() >> 8));
    }
    member.write(plain, HEADER_BYTES, plain.length - HEADER_BYTES);
    return member.toByteArray();
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= 0x10;
    return flipped;
  }

  private static void assertDamaged(byte[] packed, String what) {
    assertThatThrownBy(() -> content(packed)).isInstanceOf(IOException.class).hasMessage(what);
  }

  private static String content(byte[] packed) throws IOException {
    try (var stream = new GzipStream(new ByteArrayInputStream(packed))) {
      return new String(stream.readAllBytes(), ISO_8859_1);
    }
  }
}
