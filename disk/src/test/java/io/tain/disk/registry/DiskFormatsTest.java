package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskDescription;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskLimits;
import io.tain.disk.ForeignTool;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.OpenOptions;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable.Scheme;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.Violation;
import io.tain.disk.gpt.GptWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is accepted, and what is refused under which rule, on files that `qemu-img` made.
final class DiskFormatsTest {
  private static final long MIB = 1 << 20;

  @TempDir Path directory;
  private Path file;
  private Path raw;

  @BeforeEach
  void makeRawDisk() throws Exception {
    file = directory.resolve("disk.img");
    raw = directory.resolve("source.raw");
    Files.write(raw, content());
  }

  @Test
  void open_backingFile_isUnsafe() throws Exception {
    qemu("create", "-f", "qcow2", "-b", raw.toString(), "-F", "raw", file.toString());

    assertUnsafe("Q2", 8);
    assertThat(DiskFormats.describe(file).virtualSizeBytes()).isEqualTo(4 * MIB);
  }

  @Test
  void open_externalDataFile_isUnsafe() throws Exception {
    qemu("create", "-f", "qcow2", "-o", "data_file=" + raw, file.toString(), "4M");

    assertUnsafe("Q3", 72);
    assertThat(DiskFormats.describe(file).violations())
        .extracting(Violation::rule)
        .containsExactly("Q3", "Q4");
  }

  @Test
  void open_isoWithAQcow2InItsSystemArea_isUnsafe() throws Exception {
    qemu("create", "-f", "qcow2", file.toString(), "4M");
    put(0x8001, "4344303031");

    assertUnsafe("D2", 0);
  }

  // Both file systems in one image, as on a DVD; a table of partitions in it is of no concern.
  @Test
  void open_opticalDisc_isItsBytesWithANotice() throws Exception {
    ForeignTool.run("genisoimage", "-quiet", "-udf", "-R", "-o", file.toString(), raw.toString());

    try (var opened = DiskFormats.open(file)) {
      assertThat(opened.format()).isEqualTo(DiskFormat.RAW);
      assertThat(opened.disk().sizeBytes()).isEqualTo(Files.size(file));
      assertThat(opened.notices()).extracting(Violation::rule).containsExactly("D1");
    }
    assertThat(DiskFormats.describe(file).format()).isEqualTo("iso");
    assertThatThrownBy(() -> DiskFormats.open(file, DiskFormat.RAW))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.DISK_FORMAT_MISMATCH));
  }

  @Test
  void open_unknownQcow2Version_isUnsupported() throws Exception {
    qemu("create", "-f", "qcow2", file.toString(), "4M");
    put(4, "00000001");

    assertThat(refusal().arguments()).containsEntry("format", "qcow1");
  }

  @Test
  void open_sound_isTheDiskWithItsFormat() throws Exception {
    qemu("convert", "-f", "raw", "-O", "qcow2", "-c", raw.toString(), file.toString());

    try (var opened = DiskFormats.open(file, DiskFormat.QCOW2)) {
      assertThat(opened.format()).isEqualTo(DiskFormat.QCOW2);
      assertThat(opened.disk().bytes(new ByteRange(MIB, 1)).get()).isEqualTo((byte) 7);
    }
    DiskDescription description = DiskFormats.describe(file);
    assertThat(description.isSafe()).isTrue();
    assertThat(description.virtualSizeBytes()).isEqualTo(4 * MIB);
    assertThat(description.dataBytes()).isEqualTo(65_536);
    assertThat(description.allocation())
        .isEqualTo(new DiskDescription.Allocation(65_536, "zlib", 0));
  }

  @Test
  void open_namedRawButQcow2_isAMismatch() throws Exception {
    qemu("create", "-f", "qcow2", file.toString(), "4M");

    assertThatThrownBy(() -> DiskFormats.open(file, DiskFormat.RAW))
        .hasMessageContaining("expected raw, found qcow2");
  }

  @Test
  void open_rawWithAGpt_isRawWithPartitions() throws Exception {
    Files.copy(raw, file);
    var partition =
        new Partition(
            1,
            new ByteRange(MIB, MIB),
            "0fc63daf-8483-4772-8e79-3d69d8477de4",
            "11111111-2222-3333-4444-555555555555",
            "root");
    try (var channel = new RandomAccessFile(file.toFile(), "rw").getChannel()) {
      GptWriter.encode(4 * MIB, new UUID(1, 2), List.of(partition)).writeTo(channel);
    }

    try (var opened = DiskFormats.open(file, DiskFormat.RAW)) {
      assertThat(opened.format()).isEqualTo(DiskFormat.RAW);
      assertThat(opened.partitions().scheme()).isEqualTo(Scheme.GPT);
      assertThat(opened.partitions().partitions()).containsExactly(partition);
      assertThat(opened.notices()).isEmpty();
    }
  }

  @Test
  void open_qcow2WithADamagedGpt_isMalformedByG1() throws Exception {
    put(raw, 446, "00000200eeffffff01000000ff1f0000");
    put(raw, 510, "55aa");
    qemu("convert", "-f", "raw", "-O", "qcow2", raw.toString(), file.toString());

    assertThat(refusal()).isInstanceOf(MalformedDiskException.class);
    assertThat(DiskFormats.describe(file).violations())
        .singleElement()
        .matches(violation -> violation.rule().equals("G1"));
  }

  @Test
  void open_luks_isRawAndMarkedAsNotInspected() throws Exception {
    Files.copy(raw, file);
    put(0, "4c554b53babe0002");

    try (var opened = DiskFormats.open(file)) {
      assertThat(opened.format()).isEqualTo(DiskFormat.RAW);
      assertThat(opened.notices()).extracting(Violation::rule).containsExactly("L1");
    }
  }

  @Test
  void open_snapshots_areLeftOutWithANotice() throws Exception {
    qemu("convert", "-f", "raw", "-O", "qcow2", raw.toString(), file.toString());
    qemu("snapshot", "-c", "before", file.toString());
    ForeignTool.run("qemu-io", "-f", "qcow2", "-c", "write -P 9 1M 64k", file.toString());

    try (var opened = DiskFormats.open(file)) {
      assertThat(opened.disk().bytes(new ByteRange(MIB, 1)).get()).isEqualTo((byte) 9);
      assertThat(opened.notices()).extracting(Violation::rule).containsExactly("Q7");
    }
    assertThat(DiskFormats.describe(file).allocation().snapshots()).isEqualTo(1);
  }

  @Test
  void open_dirty_isReadWithANotice() throws Exception {
    qemu("convert", "-f", "raw", "-O", "qcow2", raw.toString(), file.toString());
    put(72, "0000000000000001");

    try (var opened = DiskFormats.open(file)) {
      assertThat(opened.notices()).extracting(Violation::rule).containsExactly("Q3");
    }
  }

  @Test
  void open_emptyFile_isMalformed() throws Exception {
    Files.createFile(file);

    assertThat(refusal()).isInstanceOf(MalformedDiskException.class);
  }

  @Test
  void open_largerThanTheLimit_isOverQuota() throws Exception {
    qemu("create", "-f", "qcow2", file.toString(), "1T");
    var limits = DiskLimits.DEFAULT.withMaxVirtualSizeBytes(1L << 39);

    assertThatThrownBy(() -> DiskFormats.open(file, OpenOptions.DEFAULT.withLimits(limits)))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED));
  }

  @Test
  void open_oneCompressedClusterUsedEverywhere_isUnsafe() throws Exception {
    ForeignTool.run("truncate", "-s", "256M", raw.toString());
    qemu(
        "convert",
        "-f",
        "raw",
        "-O",
        "qcow2",
        "-c",
        "-o",
        "cluster_size=2M",
        raw.toString(),
        file.toString());
    long table = readLong(readLong(40)) & 0xFFFF_FFFF_FF00L;
    long entry = readLong(table);
    if (entry == 0) {
      entry = readLong(table + 8);
    }
    for (int i = 0; i < 128; i++) {
      put(table + i * 8L, "%016x".formatted(entry));
    }
    var limits = new DiskLimits(1L << 40, 20, MIB);

    assertThatThrownBy(() -> DiskFormats.open(file, OpenOptions.DEFAULT.withLimits(limits)))
        .isInstanceOf(UnsafeDiskException.class)
        .hasMessageContaining("rule D3");
  }

  private static byte[] content() {
    byte[] content = new byte[(int) (4 * MIB)];
    content[(int) MIB] = 7;
    return content;
  }

  private TainException refusal() throws Exception {
    try (var _ = DiskFormats.open(file)) {
      throw new AssertionError("accepted");
    } catch (TainException refusal) {
      return refusal;
    }
  }

  private void assertUnsafe(String rule, long offset) throws Exception {
    assertThat(refusal()).isInstanceOf(UnsafeDiskException.class);
    Violation first = DiskFormats.describe(file).violations().getFirst();
    assertThat(first.code()).isEqualTo("disk.unsafe");
    assertThat(first.rule()).isEqualTo(rule);
    assertThat(first.offset()).isEqualTo(offset);
  }

  private static void qemu(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("qemu-img"));
    command.addAll(List.of(arguments));
    ForeignTool.run(command.toArray(String[]::new));
  }

  private void put(long offset, String hex) throws Exception {
    put(file, offset, hex);
  }

  private static void put(Path file, long offset, String hex) throws Exception {
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(offset);
      access.write(HexFormat.of().parseHex(hex));
    }
  }

  private long readLong(long offset) throws Exception {
    try (var access = new RandomAccessFile(file.toFile(), "r")) {
      access.seek(offset);
      return access.readLong();
    }
  }
}
