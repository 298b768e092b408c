package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.disk.DiskDescription;
import io.tain.disk.ForeignTool;
import io.tain.disk.OpenedDisk;
import io.tain.disk.Partition;
import io.tain.disk.Scrutiny;
import io.tain.disk.Violation;
import io.tain.disk.ova.OvaOfTools;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A first look at large files: what it tells is true, and what it left out is never called safe.
final class GlanceTest {
  private static final int SIZE_BYTES = 6 << 20;

  @TempDir private static Path sources;

  private static Path raw;

  @TempDir private Path directory;

  @BeforeAll
  static void makeDisk() throws Exception {
    byte[] content = new byte[SIZE_BYTES];
    new Random(1).nextBytes(content);
    raw = Files.write(sources.resolve("disk.raw"), content);
    ForeignTool.run("sgdisk", "-Z", raw.toString());
    ForeignTool.run("sgdisk", "-n", "3:2048:8191", raw.toString());
  }

  @ParameterizedTest
  @CsvSource({"gzip -1, gzip", "xz -0, xz", "zstd -q, zstd", "bzip2 -1, bzip2"})
  void describe_compressedDisk_leavesTheVerdictOpen(String tool, String name) throws Exception {
    Path file = packed(tool, raw);

    DiskDescription glance = glance(file);
    DiskDescription whole = DiskFormats.describe(file);

    assertThat(glance.wrapper()).isEqualTo(name);
    assertThat(glance.format()).isEqualTo("raw");
    assertIsOpen(glance, "C1");
    assertThat(glance.virtualSizeBytes()).isZero();
    assertThat(glance.dataBytes()).isZero();
    assertThat(glance.partitions().partitions()).extracting(Partition::number).containsExactly(3);
    assertThat(whole.isSafe()).isTrue();
    assertThat(whole.partitions()).isEqualTo(glance.partitions());
    assertThat(whole.virtualSizeBytes()).isEqualTo(SIZE_BYTES);
  }

  @ParameterizedTest
  @CsvSource({"qcow2", "vmdk", "vhdx"})
  void describe_compressedContainer_tellsWhatItsHeaderClaims(String format) throws Exception {
    Path image = directory.resolve("image");
    OvaOfTools.image(raw, format, "", image);

    DiskDescription glance = glance(packed("zstd -q", image));

    assertThat(glance.format()).isEqualTo(format);
    assertThat(glance.virtualSizeBytes()).isEqualTo(SIZE_BYTES);
    assertIsOpen(glance, "C1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip -1", "xz -0", "zstd -q", "bzip2 -1"})
  void describe_streamThatIsCutOff_isNotCalledSafe(String tool) throws Exception {
    Path file = packed(tool, raw);
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(access.length() - 5);
    }

    assertIsOpen(glance(file), "C1");
    assertThat(DiskFormats.describe(file).isRefused()).isTrue();
  }

  @Test
  void describe_referenceInTheBeginning_isRefusedAtOnce() throws Exception {
    Path image = directory.resolve("image");
    ForeignTool.run(
        "bash",
        "-c",
        "qemu-img create -q -f qcow2 -F raw -b $1 $0 && cat $1 >> $0",
        image.toString(),
        raw.toString());

    DiskDescription glance = glance(packed("zstd -q", image));

    assertThat(glance.violations()).extracting(Violation::rule).containsExactly("Q2");
    assertThat(glance.isSafe()).isFalse();
  }

  @Test
  void describe_smallFile_isReadToItsEnd() throws Exception {
    Path small = directory.resolve("small.raw");
    ForeignTool.run("truncate", "-s", "4M", small.toString());

    DiskDescription glance = glance(packed("gzip", small));

    assertThat(glance.isVerified()).isTrue();
    assertThat(glance.isSafe()).isTrue();
    assertThat(glance.virtualSizeBytes()).isEqualTo(4 << 20);
  }

  // Streams of nothing: much is read before a byte comes out.
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd -q", "bzip2", "xz"})
  void describe_longFileOfEmptyStreams_isNotReadToItsEnd(String tool) throws Exception {
    Path packed = directory.resolve("packed");
    ForeignTool.run(
        "bash",
        "-c",
        tool
            + " -c < /dev/null > $0; while [ $(stat -c %s $0) -lt 5000000 ]; do"
            + " cat $0 $0 $0 $0 > $0.more && mv $0.more $0; done",
        packed.toString());

    assertIsOpen(glance(packed), "C1");
  }

  @Test
  void describe_manyEmptyStreams_areAnEmptyFile() throws Exception {
    Path packed = directory.resolve("packed");
    ForeignTool.run(
        "bash",
        "-c",
        "gzip < /dev/null > $0.1; cat $(yes $0.1 | head -20000) > $0",
        packed.toString());

    assertThat(DiskFormats.describe(packed).violations())
        .extracting(Violation::rule)
        .containsExactly("D3");
  }

  @Test
  void describe_largeArchive_leavesItsDigestsOpen() throws Exception {
    Path file = archive();
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(3 << 20);
      int before = access.read();
      access.seek(3 << 20);
      access.write(before ^ 1);
    }

    DiskDescription glance = glance(file);

    assertIsOpen(glance, "O1");
    assertThat(glance.virtualSizeBytes()).isEqualTo(SIZE_BYTES);
    assertThat(glance.archive().disks()).hasSize(1);
    assertThat(DiskFormats.describe(file).isRefused()).isTrue();
    boolean isUsable =
        DiskFormats.describe(
            file, OptionalInt.empty(), Scrutiny.GLANCE, (_, disk) -> disk.isPresent());
    assertThat(isUsable).isTrue();
  }

  @Test
  void describe_compressedArchive_isNotOpened() throws Exception {
    Path file = packed("zstd -q", archive());

    DiskDescription glance = glance(file);

    assertThat(glance.format()).isEqualTo("ova");
    assertThat(glance.wrapper()).isEqualTo("zstd");
    assertIsOpen(glance, "C1");
    assertThat(DiskFormats.describe(file).isSafe()).isTrue();
  }

  @Test
  void describe_archiveOfACompressedDisk_leavesThatOpen() throws Exception {
    var ova = new OvaOfTools(directory.resolve("machine"));
    Path image = directory.resolve("image");
    OvaOfTools.image(raw, "vmdk", "", image);
    Files.move(packed("gzip -1", image), ova.member("disk.vmdk.gz"));
    Path file = ova.disk("disk.vmdk.gz", "ovf:compression=\"gzip\"").pack();

    DiskDescription glance = glance(file);
    Optional<OpenedDisk> disk =
        DiskFormats.describe(file, OptionalInt.of(1), Scrutiny.GLANCE, (_, opened) -> opened);

    assertIsOpen(glance, "C1");
    assertThat(disk).isEmpty();
    assertThat(DiskFormats.describe(file).isSafe()).isTrue();
  }

  private Path archive() throws Exception {
    var ova = new OvaOfTools(directory.resolve("machine"));
    OvaOfTools.image(raw, "vmdk", "", ova.member("disk.vmdk"));
    return ova.disk("disk.vmdk", "").manifest("sha256sum").pack();
  }

  private static void assertIsOpen(DiskDescription glance, String rule) {
    assertThat(glance.violations()).isEmpty();
    assertThat(glance.isVerified()).isFalse();
    assertThat(glance.isSafe()).isFalse();
    assertThat(glance.isRefused()).isFalse();
    assertThat(glance.notices()).extracting(Violation::rule).contains(rule);
  }

  private static DiskDescription glance(Path file) throws Exception {
    return DiskFormats.describe(
        file, OptionalInt.empty(), Scrutiny.GLANCE, (description, _) -> description);
  }

  private static Path packed(String tool, Path file) {
    ForeignTool.run("bash", "-c", tool + " -c < $0 > $0.packed", file.toString());
    return Path.of(file + ".packed");
  }
}
