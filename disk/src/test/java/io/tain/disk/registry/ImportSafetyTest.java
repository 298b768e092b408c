package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskDescription;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskLimits;
import io.tain.disk.ForeignTool;
import io.tain.disk.OpenOptions;
import io.tain.disk.Violation;
import io.tain.disk.ova.OvaOfTools;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of docs/THREATS.md on files of the real tools; a test is named after its rule.
///
/// Those about the inside of one format stand in the package of that format.
final class ImportSafetyTest {
  private static final int SIZE_BYTES = 4 << 20;
  private static final String LUKS = "4c554b53babe0002";

  @TempDir Path directory;
  private Path raw;
  private Path file;

  @BeforeEach
  void makeDisk() throws Exception {
    raw = directory.resolve("source.raw");
    file = directory.resolve("disk.img");
    byte[] content = new byte[SIZE_BYTES];
    content[1 << 20] = 7;
    Files.write(raw, content);
  }

  @Test
  void d1_formatThatIsNotTheOneNamed_isRefused() throws Exception {
    convert("qcow2", "");

    assertThatThrownBy(() -> DiskFormats.open(file, DiskFormat.RAW))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.DISK_FORMAT_MISMATCH));
    assertThat(DiskFormats.describe(raw).isSafe()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"32769, 4344303031", "64, 7f10dabe", "-512, 636f6e6563746978"})
  void d2_signaturesOfTwoFormats_areRefused(long offset, String hex) throws Exception {
    convert("qcow2", "");
    put(file, offset < 0 ? Files.size(file) + offset : offset, hex);

    assertViolated("disk.unsafe", "D2");
  }

  @Test
  void d3_diskLargerThanTheLimit_isRefused() throws Exception {
    convert("qcow2", "");
    var options =
        OpenOptions.DEFAULT.withLimits(DiskLimits.DEFAULT.withMaxVirtualSizeBytes(SIZE_BYTES - 1));

    assertThatThrownBy(() -> DiskFormats.open(file, options))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.arguments()).containsEntry("rule", "D3"));
    Files.write(file, new byte[0]);
    assertViolated("disk.malformed", "D3");
  }

  // A program that knows the version would take for a container what a guest gets as its disk.
  @ParameterizedTest
  @ValueSource(strings = {"00000000", "00000004", "7fffffff", "ffffffff"})
  void q1_versionThatIsUnknown_isRefused(String version) throws Exception {
    convert("qcow2", "");
    put(file, 4, version);

    assertThat(DiskFormats.describe(file).format()).isEqualTo("qcow2");
    assertViolated("disk.unsupported", "Q1");
  }

  @Test
  void q2_backingFile_isRefused() throws Exception {
    ForeignTool.run(
        "qemu-img", "create", "-f", "qcow2", "-F", "raw", "-b", raw.toString(), file.toString());

    assertViolated("disk.unsafe", "Q2");
  }

  @Test
  void q3_externalDataFile_isRefused() throws Exception {
    convert("qcow2", "data_file=" + directory.resolve("data.raw"));

    assertViolated("disk.unsafe", "Q3");
    assertViolated("disk.unsafe", "Q4");
  }

  @Test
  void q5_encryptedDisk_isRefused() throws Exception {
    ForeignTool.run(
        "qemu-img",
        "create",
        "-q",
        "-f",
        "qcow2",
        "--object",
        "secret,id=s,data=x",
        "-o",
        "encrypt.format=aes,encrypt.key-secret=s",
        file.toString(),
        "1M");

    assertViolated("disk.unsupported", "Q5");
  }

  @ParameterizedTest
  @CsvSource({"20, 00000008", "36, 00000000", "56, 00000100", "96, 00000007", "100, 00000069"})
  void q6_geometryThatCannotBe_isRefused(long offset, String hex) throws Exception {
    convert("qcow2", "");
    put(file, offset, hex);

    assertViolated("disk.malformed", "Q6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"monolithicFlat", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat"})
  void v1_typesWithFilesBesideThem_areRefused(String type) throws Exception {
    convert("vmdk", "subformat=" + type);

    assertViolated("disk.unsafe", "V1");
  }

  @Test
  void v4_parent_isRefused() throws Exception {
    Path base = directory.resolve("base.vmdk");
    ForeignTool.run("qemu-img", "create", "-q", "-f", "vmdk", base.toString(), "1M");
    ForeignTool.run(
        "qemu-img",
        "create",
        "-q",
        "-f",
        "vmdk",
        "-F",
        "vmdk",
        "-b",
        base.toString(),
        file.toString());

    assertViolated("disk.unsafe", "V4");
  }

  @Test
  void l1_encryptedDiskInAContainer_isNoticed() throws Exception {
    put(raw, 0, LUKS);
    convert("qcow2", "");

    assertThat(notices(DiskFormats.describe(file))).containsExactly("L1 at 0");
  }

  @Test
  void l1_encryptedPartition_isNoticed() throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("script"), "label: gpt\nstart=2048, size=1000\nstart=4096\n");
    ForeignTool.run("sh", "-c", "sfdisk -q %s < %s".formatted(raw, script));
    put(raw, 4096 * 512, LUKS);

    assertThat(notices(DiskFormats.describe(raw))).containsExactly("L1 at 2097152");
    convert("vhdx", "");
    assertThat(notices(DiskFormats.describe(file))).containsExactly("L1 at 2097152");
  }

  @ParameterizedTest
  @ValueSource(strings = {"qed", "qcow", "vdi", "parallels"})
  void b1_formatsThatAreNotRead_areRefused(String format) throws Exception {
    convert(format, "");

    assertViolated("disk.unsupported", "B1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bochs Virtual HD Image", "#!/bin/sh\n#V2.0 Format"})
  void b1_rareFormats_areRefused(String start) throws Exception {
    Files.copy(raw, file);
    put(file, 0, HexFormat.of().formatHex(start.getBytes(StandardCharsets.US_ASCII)));

    assertViolated("disk.unsupported", "B1");
  }

  // The library of the language calls itself once for each empty member.
  @Test
  void c1_manyEmptyMembers_areUnpacked() throws Exception {
    ForeignTool.run(
        "bash",
        "-c",
        """
        gzip -nc < /dev/null > $0/empty
        for i in {1..17}; do cat $0/empty $0/empty > $0/twice; mv $0/twice $0/empty; done
        gzip -nc $0/source.raw | cat $0/empty - > $0/disk.img
        """,
        directory.toString());

    DiskDescription found = DiskFormats.describe(file);

    assertThat(found.violations()).isEmpty();
    assertThat(found.virtualSizeBytes()).isEqualTo(SIZE_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vpc", "vhdx", "raw"})
  void d1_diskOfAnotherFormatThanItsArchiveSays_isMalformed(String format) throws Exception {
    var ova = new OvaOfTools(directory.resolve("machine"));
    OvaOfTools.image(raw, format, "", ova.member("disk1.qcow2"));
    file = ova.disk("disk1.qcow2", "").pack();

    assertViolated("disk.malformed", "D1");
  }

  // Each would be unpacked and judged as if the file had all of its bytes for it alone.
  @Test
  void o1_oneFileForTwoDisks_isUnsafe() throws Exception {
    var ova = new OvaOfTools(directory.resolve("machine"));
    OvaOfTools.image(raw, "qcow2", "", ova.member("disk1.qcow2"));
    file = ova.disk("disk1.qcow2", "").disk("disk1.qcow2", "").pack();

    assertViolated("disk.unsafe", "O1");
  }

  private static List<String> notices(DiskDescription found) {
    assertThat(found.violations()).isEmpty();
    return found.notices().stream().map(n -> n.rule() + " at " + n.offset()).toList();
  }

  /// The file is told to break the rule, and is not opened.
  private void assertViolated(String code, String rule) throws Exception {
    List<Violation> violations = DiskFormats.describe(file).violations();

    assertThat(violations)
        .anyMatch(found -> found.code().equals(code) && found.rule().equals(rule));
    assertThatThrownBy(() -> DiskFormats.open(file)).isInstanceOf(TainException.class);
  }

  private void convert(String format, String options) throws Exception {
    Files.deleteIfExists(file);
    var command =
        options.isEmpty()
            ? List.of("qemu-img", "convert", "-f", "raw", "-O", format)
            : List.of("qemu-img", "convert", "-f", "raw", "-O", format, "-o", options);
    var whole = new ArrayList<>(command);
    whole.addAll(List.of(raw.toString(), file.toString()));
    ForeignTool.run(whole.toArray(String[]::new));
  }

  private static void put(Path file, long offset, String hex) throws Exception {
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(offset);
      access.write(HexFormat.of().parseHex(hex));
    }
  }
}
