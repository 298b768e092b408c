package io.tain.disk.vmdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.DiskWriter;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.copy.NewFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of which one thing is wrong: rules V1 to V6.
final class VmdkRulesTest {
  private static final int DESCRIPTOR_AT = 512;

  private static byte[] sparse;
  private static byte[] stream;
  private static String text;

  @BeforeAll
  static void makeSources(@TempDir Path directory) throws Exception {
    sparse = written(new SparseVmdkWriter(), directory.resolve("sparse.vmdk"));
    stream = written(new StreamVmdkWriter(), directory.resolve("stream.vmdk"));
    text = new String(sparse, DESCRIPTOR_AT, 20 * 512, ISO_8859_1);
    text = text.substring(0, text.indexOf('\0'));
  }

  @Test
  void refusals_ofSoundFiles_areNone() throws Exception {
    assertThat(refusals(sparse)).isEmpty();
    assertThat(refusals(stream)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "monolithicSparse, monolithicFlat, disk.unsafe, V1, createType monolithicFlat",
    "monolithicSparse, twoGbMaxExtentSparse, disk.unsafe, V1, createType",
    "monolithicSparse, vmfs, disk.unsafe, V1, createType vmfs",
    "monolithicSparse, fullDevice, disk.unsafe, V1, createType",
    "monolithicSparse, custom, disk.unsafe, V1, createType",
    "createType=, created=, disk.malformed, V1, a createType",
    "SPARSE, FLAT, disk.unsafe, V1, an extent of type FLAT",
    "# Disk Desc, ü Disk Desc, disk.malformed, V2, in ASCII",
    "#DDB, DDB, disk.malformed, V2, a comment",
    "disk.vmdk, /etc/passwd, disk.unsafe, V3, an extent in another place",
    "disk.vmdk, ..\\disk.vmdk, disk.unsafe, V3, an extent in another place",
    "disk.vmdk, nbd://host/disk, disk.unsafe, V3, an extent in another place",
    "RW , # RW , disk.malformed, V3, one extent",
    "'# The Disk', 'RW 1 SPARSE \"more.vmdk\"\n# The Disk', disk.malformed, V3, one extent",
    "parentCID=ffffffff, parentCID=12345678, disk.unsafe, V4, a parent",
    "parentCID=ffffffff, #, disk.malformed, V4, a parentCID",
    "version=1, 'version=1\nparentFileNameHint=\"/etc/passwd\"', disk.unsafe, V4, a parent",
  })
  void refusals_ofADescriptor_sayIt(
      String found, String instead, String code, String rule, String detail) throws Exception {
    assertThat(text).contains(found);
    byte[] changed =
        text.replaceFirst(Pattern.quote(found), Matcher.quoteReplacement(instead))
            .getBytes(ISO_8859_1);
    byte[] file = sparse.clone();
    Arrays.fill(file, DESCRIPTOR_AT, DESCRIPTOR_AT + 20 * 512, (byte) 0);
    System.arraycopy(changed, 0, file, DESCRIPTOR_AT, changed.length);

    assertRefused(file, code, rule, detail);
  }

  // A text file alone names the files that hold the data.
  @Test
  void refusals_ofADescriptorAlone_sayWhatItNames() throws Exception {
    String flat =
        text.replace("monolithicSparse", "monolithicFlat")
            .replace("SPARSE \"disk.vmdk\"", "FLAT \"/etc/passwd\" 0");
    byte[] file = Arrays.copyOf(flat.getBytes(ISO_8859_1), 1024);

    assertRefused(file, "disk.unsafe", "V1", "createType monolithicFlat");
    assertRefused(file, "disk.unsafe", "V3", "an extent in another place: /etc/passwd");
  }

  @ParameterizedTest
  @CsvSource({
    "4, 00000000, disk.unsupported, V6, version 0",
    "4, 04000000, disk.unsupported, V6, version 4",
    "12, 0000000000000000, disk.malformed, D3, a size of at most",
    "12, ffffffffffffffff, disk.malformed, D3, a size of at most",
    "20, 0400000000000000, disk.malformed, V6, grains of 8 to 128",
    "20, 0300000000000000, disk.malformed, V6, grains of 8 to 128",
    "20, 0001000000000000, disk.malformed, V6, grains of 8 to 128",
    "28, 0200000000000000, disk.malformed, V2, a descriptor in sector 1",
    "36, 0000000000000000, disk.malformed, V2, a descriptor in sector 1",
    "36, 0108000000000000, disk.malformed, V2, a descriptor in sector 1",
    "44, 00040000, disk.malformed, V6, 512 entries",
    "56, 0000000000000000, disk.malformed, V6, a grain directory inside",
    "56, ffffffffffffff7f, disk.malformed, V6, a grain directory inside",
    "73, 0a200d0d, disk.malformed, V6, line ends",
    "77, 0100, disk.malformed, V6, deflate exactly with its flag",
    "56, ffffffffffffffff, disk.malformed, V5, a marker of a footer",
  })
  void refusals_ofAHeader_sayIt(int at, String hex, String code, String rule, String detail)
      throws Exception {
    byte[] file = sparse.clone();
    put(file, at, hex);

    assertRefused(file, code, rule, detail);
  }

  @ParameterizedTest
  @CsvSource({
    "1536, 0100000000000000, '', ''",
    "1528, 01, disk.malformed, a marker of a footer",
    "1524, 04, disk.malformed, a marker of a footer",
    "1300, 01, disk.malformed, a marker of a footer",
    "1024, 00, disk.malformed, a footer that agrees",
    "1020, 02, disk.malformed, a footer that agrees",
    "996, 02, disk.malformed, a footer that agrees",
    "988, 02, disk.malformed, a footer that agrees",
    "968, ffffffffffffffff, disk.malformed, a footer that agrees",
    "100, 01, disk.malformed, a marker of the end",
  })
  void refusals_ofAFooter_sayIt(int fromEnd, String hex, String code, String detail)
      throws Exception {
    byte[] file = stream.clone();
    put(file, file.length - fromEnd, hex);

    if (code.isEmpty()) {
      assertThat(refusals(file)).isEmpty();
    } else {
      assertRefused(file, code, "V5", detail);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, ffffffff, a grain table inside the file",
    "0, ffffff00, a grain table inside the file",
    "4, 1b000000, only one grain table",
  })
  void open_directoryWithAWrongEntry_isMalformed(int at, String hex, String detail)
      throws Exception {
    byte[] file = sparse.clone();
    put(file, (int) firstDirectory() + at, hex);
    put(file, (int) firstDirectory(), at == 4 ? "1b000000" : hex);

    assertRefused(file, "disk.malformed", "V6", detail);
  }

  @Test
  void open_tableWithAGrainOutsideOfTheFile_isMalformed() throws Exception {
    byte[] file = sparse.clone();
    put(file, (int) VmdkLayout.of(40 << 20).firstTable(0) * 512 + 4, "ffffff7f");

    assertRefused(file, "disk.malformed", "V6", "a grain inside the file");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 01, the grain of sector",
    "8, 00000000, a compressed grain of at most",
    "8, ffffff7f, a compressed grain of at most",
    "8, 05000000, a zlib stream",
    "12, ffff, a zlib stream",
  })
  void read_damagedGrain_isMalformed(int at, String hex, String detail) throws Exception {
    byte[] file = stream.clone();
    put(file, 128 * 512 + at, hex);

    assertRefused(file, "disk.malformed", "V6", detail);
  }

  private static long firstDirectory() {
    return VmdkLayout.of(40 << 20).firstDirectory() * 512;
  }

  private static void assertRefused(byte[] file, String code, String rule, String detail)
      throws Exception {
    assertThat(refusals(file))
        .anySatisfy(
            refusal -> {
              assertThat(refusal.arguments().toString()).contains(detail);
              assertThat(refusal.code().text()).isEqualTo(code);
              assertThat(refusal.arguments()).containsEntry("rule", rule);
            });
  }

  /// What the headers, then the tables, then the data are refused for.
  private static List<TainException> refusals(byte[] file) throws Exception {
    var container = new VmdkContainer();
    try {
      List<TainException> refusals = container.refusals(SparseMemoryDisk.of(file));
      if (refusals.isEmpty()) {
        try (var disk = container.open(SparseMemoryDisk.of(file)).disk()) {
          disk.bytes(new ByteRange(0, disk.sizeBytes()));
        }
      }
      return refusals;
    } catch (TainException refusal) {
      return List.of(refusal);
    }
  }

  private static byte[] written(DiskWriter writer, Path file) throws Exception {
    var disk = new SparseMemoryDisk(40 << 20);
    disk.write(0, new byte[] {7});
    disk.write(35 << 20, new byte[] {7});
    NewFile.write(writer, disk, file);
    return Files.readAllBytes(file);
  }

  private static void put(byte[] file, int at, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    System.arraycopy(bytes, 0, file, at, bytes.length);
  }
}
