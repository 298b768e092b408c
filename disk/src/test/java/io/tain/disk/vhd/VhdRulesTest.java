package io.tain.disk.vhd;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.TainException;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.copy.NewFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Dynamic disks of which one field is wrong and every checksum is right: rule H1.
final class VhdRulesTest {
  private static byte[] sound;
  private static int footerAt;

  @BeforeAll
  static void makeSource(@TempDir Path directory) throws Exception {
    var disk = new SparseMemoryDisk(8 << 20);
    disk.write(0, new byte[] {7});
    disk.write(6 << 20, new byte[] {7});
    Path file = directory.resolve("sound.vhd");
    NewFile.write(new DynamicVhdWriter(), disk, file);
    sound = Files.readAllBytes(file);
    footerAt = sound.length - VhdFooter.BYTES;
  }

  @Test
  void refusals_ofASoundFile_areNone() throws Exception {
    assertThat(new VhdContainer().refusals(SparseMemoryDisk.of(sound))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "12, 00020000, disk.malformed, version 1",
    "16, 0000000000000201, disk.malformed, a dynamic header inside the file",
    "16, 7fffffffffffffff, disk.malformed, a dynamic header inside the file",
    "48, 0000000000000000, disk.malformed, a size in sectors",
    "48, 0000000000000201, disk.malformed, a size in sectors",
    "48, 0000020000000200, disk.malformed, a size in sectors",
    "48, ffffffffffffffff, disk.malformed, a size in sectors",
    "48, 0000000001000000, disk.malformed, a table of at least 8 entries",
    "60, 00000004, disk.unsafe, a differencing disk",
    "60, 00000000, disk.unsupported, disk type 0",
    "60, 00000005, disk.unsupported, disk type 5",
  })
  void refusals_ofAFooterWithAWrongField_sayIt(int at, String hex, String code, String detail)
      throws Exception {
    byte[] file = sound.clone();
    put(file, footerAt + at, hex);
    withSum(file, footerAt, VhdFooter.BYTES, VhdFooter.CHECKSUM_AT);
    System.arraycopy(file, footerAt, file, 0, VhdFooter.BYTES);

    assertRefused(file, code, detail);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6378737061727364, disk.malformed, a header that begins with cxsparse",
    "16, 0000000000000001, disk.malformed, a block allocation table",
    "16, 7ffffffffffffe00, disk.malformed, a block allocation table",
    "24, 00020000, disk.malformed, version 1",
    "28, 00000003, disk.malformed, a table of at least 4 entries",
    "32, 00000000, disk.malformed, a power of two",
    "32, 00200200, disk.malformed, a power of two",
    "32, 00000200, disk.malformed, a power of two",
    "32, 20000000, disk.malformed, a power of two",
    "40, 00000000000000000000000000000001, disk.unsafe, a parent",
    "64, 002f, disk.unsafe, a parent",
    "576, 57326b75, disk.unsafe, a parent",
    "744, 57326b75, disk.unsafe, a parent",
  })
  void refusals_ofAHeaderWithAWrongField_sayIt(int at, String hex, String code, String detail)
      throws Exception {
    byte[] file = sound.clone();
    put(file, VhdFooter.BYTES + at, hex);
    withSum(file, VhdFooter.BYTES, DynamicHeader.BYTES, DynamicHeader.CHECKSUM_AT);

    assertRefused(file, code, detail);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00000000, a block inside the file",
    "0, 7fffffff, a block inside the file",
    "0, fffffffe, a block inside the file",
    "4, 00000005, only one block",
  })
  void open_tableWithAWrongEntry_isMalformed(int at, String hex, String detail) throws Exception {
    byte[] file = sound.clone();
    put(file, 1536 + at, hex);

    assertRefused(file, "disk.malformed", detail);
  }

  @ParameterizedTest
  @CsvSource({
    "10, a checksum of",
    "2, a copy of the footer",
  })
  void refusals_ofACopyOrSumThatDiffers_sayIt(int at, String detail) throws Exception {
    byte[] file = sound.clone();
    file[at == 10 ? footerAt + at : at] ^= 1;

    assertRefused(file, "disk.malformed", detail);
  }

  @Test
  void refusals_ofAFileCutOff_sayThatTheFooterIsMissing() throws Exception {
    assertRefused(Arrays.copyOf(sound, footerAt), "disk.malformed", "a footer");
    assertRefused(Arrays.copyOf(sound, 100), "disk.malformed", "a footer of 512 bytes");
  }

  // Nobody who mends one fault should only then be told of the other.
  @Test
  void h1_headerOutsideOfTheFile_hidesNoOtherRefusal() throws Exception {
    byte[] file = sound.clone();
    put(file, footerAt + 12, "00020000");
    put(file, footerAt + 16, "7fffffffffffffff");
    withSum(file, footerAt, VhdFooter.BYTES, VhdFooter.CHECKSUM_AT);
    System.arraycopy(file, footerAt, file, 0, VhdFooter.BYTES);

    assertRefused(file, "disk.malformed", "version 1");
    assertRefused(file, "disk.malformed", "a dynamic header inside the file");
  }

  private static void assertRefused(byte[] file, String code, String detail) throws Exception {
    assertThat(refusals(file))
        .anySatisfy(
            refusal -> {
              assertThat(refusal.code().text()).isEqualTo(code);
              assertThat(refusal.arguments()).containsEntry("rule", "H1");
              assertThat(refusal.arguments().toString()).contains(detail);
            });
  }

  private static List<TainException> refusals(byte[] file) throws Exception {
    try {
      List<TainException> refusals = new VhdContainer().refusals(SparseMemoryDisk.of(file));
      if (refusals.isEmpty()) {
        new VhdContainer().open(SparseMemoryDisk.of(file)).disk().close();
      }
      return refusals;
    } catch (TainException refusal) {
      return List.of(refusal);
    }
  }

  private static void put(byte[] file, int at, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    System.arraycopy(bytes, 0, file, at, bytes.length);
  }

  private static void withSum(byte[] file, int at, int length, int sumAt) {
    ByteBuffer part = ByteBuffer.wrap(file, at, length).slice();
    part.putInt(sumAt, VhdFooter.checksum(part, sumAt));
  }
}
