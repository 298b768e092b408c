package io.tain.disk.vhdx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.TainException;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.copy.NewFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of which one field is wrong and every checksum is right: rule X1.
final class VhdxRulesTest {
  private static final int MIB = VhdxHeader.MIB;
  private static final int METADATA_AT = 2 * MIB;
  private static final int TABLE_AT = 3 * MIB;

  private static byte[] sound;

  @BeforeAll
  static void makeSource(@TempDir Path directory) throws Exception {
    var disk = new SparseMemoryDisk(8 << 20);
    disk.write(0, new byte[] {7});
    disk.write(6 << 20, new byte[] {7});
    Path file = directory.resolve("sound.vhdx");
    NewFile.write(new VhdxWriter(), disk, file);
    sound = Files.readAllBytes(file);
  }

  @Test
  void open_soundFile_isNotRefused() throws Exception {
    assertThat(refusal(sound)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "66, 0200, disk.unsupported, version 2",
    "48, 01, disk.malformed, a log that can be applied",
  })
  void open_headerWithAWrongField_isRefused(int at, String hex, String code, String detail)
      throws Exception {
    byte[] file = withHeaders(at, hex);

    assertRefused(file, code, detail);
  }

  @ParameterizedTest
  @CsvSource({
    "64, 0100, disk.unsupported, log version 1",
    "68, 00001003, disk.unsupported, a log of more than 4 MiB",
    "68, 00000080, disk.unsupported, a log of more than 4 MiB",
    "68, 01000000, disk.malformed, a log of whole MiB",
    "72, 0000000000000000, disk.malformed, a log inside the file",
    "72, 0000f0ffffffff7f, disk.malformed, a log inside the file",
  })
  void open_headerOfAFileWithALogWithAWrongField_isRefused(
      int at, String hex, String code, String detail) throws Exception {
    byte[] file = withHeaders(48, "01");
    put(file, (int) VhdxHeader.SECOND_AT + at, hex);
    sum(file, (int) VhdxHeader.SECOND_AT, VhdxHeader.BYTES);

    assertRefused(file, code, detail);
  }

  @ParameterizedTest
  @CsvSource({
    "8, ffff0000, disk.malformed, at most 2047 regions",
    "8, 01000000, disk.malformed, a metadata region",
    "16, 00, disk.unsupported, a required region",
    "32, 0100300000000000, disk.malformed, a region inside the file",
    "32, 0000f0ffffffff7f, disk.malformed, a region inside the file",
    "40, 00000000, disk.malformed, a region inside the file",
    "48, 6677c22d23f600429d64115e9bfd4a08, disk.malformed, one region of a kind",
    "64, 0000300000000000, disk.malformed, a metadata table",
  })
  void open_regionTableWithAWrongField_isRefused(int at, String hex, String code, String detail)
      throws Exception {
    byte[] file = sound.clone();
    for (int table : new int[] {(int) Regions.FIRST_AT, (int) Regions.SECOND_AT}) {
      put(file, table + at, hex);
      sum(file, table, Regions.TABLE_BYTES);
    }

    assertRefused(file, code, detail);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00, disk.malformed, a metadata table",
    "10, ffff, disk.malformed, at most 2047 metadata entries",
    "10, 0200, disk.malformed, a metadata item",
    "32, 00, disk.unsupported, a required metadata item",
    "32, 2d5fd3a80bb34d45abf7d3d84834ab0c, disk.unsafe, the place of a parent",
    "48, 00000000, disk.malformed, inside its region",
    "48, ffffffff, disk.malformed, inside its region",
    "52, 04000000, disk.malformed, a metadata item",
    "65536, 00000000, disk.malformed, blocks of 1 to 256 MiB",
    "65536, 00000030, disk.malformed, blocks of 1 to 256 MiB",
    "65540, 02000000, disk.unsafe, a differencing disk",
    "65552, 0000000000000000, disk.malformed, a size in whole sectors",
    "65552, 0100000000000000, disk.malformed, a size in whole sectors",
    "65552, ffffffffffffffff, disk.malformed, a size in whole sectors",
    "65552, 0000000000300000, disk.malformed, a block allocation table of",
    "65584, 00040000, disk.malformed, sectors of 512 or 4096",
  })
  void open_metadataWithAWrongField_isRefused(int at, String hex, String code, String detail)
      throws Exception {
    byte[] file = sound.clone();
    put(file, METADATA_AT + at, hex);

    assertRefused(file, code, detail);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0700400000000000, disk.unsafe, a block that needs a parent",
    "0, 0400400000000000, disk.malformed, a state of a block",
    "0, 0600000000000000, disk.malformed, a block inside the file",
    "0, 060000ffffffffff, disk.malformed, a block inside the file",
    "0, 0600300000000000, disk.malformed, a place of its own",
    "8, 0600500000000000, disk.malformed, a place of its own",
  })
  void open_tableWithAWrongEntry_isRefused(int at, String hex, String code, String detail)
      throws Exception {
    byte[] file = sound.clone();
    put(file, TABLE_AT + at, hex);

    assertRefused(file, code, detail);
  }

  // One copy of each is enough.
  @ParameterizedTest
  @CsvSource({"65540", "131076", "196612", "262148"})
  void open_oneDamagedCopy_isNotRefused(int at) throws Exception {
    byte[] file = sound.clone();
    file[at] ^= 1;

    assertThat(refusal(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"65540, 131076, a header", "196612, 262148, a region table"})
  void open_bothCopiesDamaged_isMalformed(int one, int other, String detail) throws Exception {
    byte[] file = sound.clone();
    file[one] ^= 1;
    file[other] ^= 1;

    assertRefused(file, "disk.malformed", detail);
  }

  @Test
  void open_headersOfOneAgeThatDiffer_areMalformed() throws Exception {
    byte[] file = sound.clone();
    put(file, (int) VhdxHeader.SECOND_AT + 8, "0100000000000000");
    put(file, (int) VhdxHeader.SECOND_AT + 16, "ff");
    sum(file, (int) VhdxHeader.SECOND_AT, VhdxHeader.BYTES);

    assertRefused(file, "disk.malformed", "headers of different age");
  }

  @Test
  void open_fileCutOff_isMalformed() throws Exception {
    for (int length = 0; length < sound.length; length += 256 << 10) {
      assertThat(refusal(Arrays.copyOf(sound, length))).as("%d bytes", length).isPresent();
    }
  }

  private static byte[] withHeaders(int at, String hex) {
    byte[] file = sound.clone();
    for (int header : new int[] {(int) VhdxHeader.FIRST_AT, (int) VhdxHeader.SECOND_AT}) {
      put(file, header + at, hex);
      sum(file, header, VhdxHeader.BYTES);
    }
    return file;
  }

  private static void assertRefused(byte[] file, String code, String detail) throws Exception {
    assertThat(refusal(file))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.arguments().toString()).contains(detail);
              assertThat(refusal.code().text()).isEqualTo(code);
              assertThat(refusal.arguments()).containsEntry("rule", "X1");
            });
  }

  private static Optional<TainException> refusal(byte[] file) throws Exception {
    try (var _ = new VhdxContainer().open(SparseMemoryDisk.of(file)).disk()) {
      return Optional.empty();
    } catch (TainException refusal) {
      return Optional.of(refusal);
    }
  }

  private static void put(byte[] file, int at, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    System.arraycopy(bytes, 0, file, at, bytes.length);
  }

  private static void sum(byte[] file, int at, int length) {
    Sums.put(ByteBuffer.wrap(file, at, length).slice().order(ByteOrder.LITTLE_ENDIAN), 4);
  }
}
