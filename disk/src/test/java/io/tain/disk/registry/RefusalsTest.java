package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskFormat;
import io.tain.disk.ForeignTool;
import io.tain.disk.Violation;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of other formats, and qcow2 files of which one field is wrong.
final class RefusalsTest {
  private static final int SIZE_BYTES = 4 << 20;

  private static Path raw;

  /// A qcow2 file whose one data cluster is that at 1 MiB; made once, copied by each case.
  private static Path sound;

  @TempDir Path directory;
  private Path file;

  @BeforeAll
  static void makeSources(@TempDir Path directory) throws Exception {
    raw = directory.resolve("source.raw");
    sound = directory.resolve("sound.qcow2");
    byte[] content = new byte[SIZE_BYTES];
    content[1 << 20] = 7;
    Files.write(raw, content);
    ForeignTool.run(
        "qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.toString(), sound.toString());
  }

  @BeforeEach
  void nameFile() {
    file = directory.resolve("disk.img");
  }

  @ParameterizedTest
  @CsvSource({
    "qed, qed, ''",
    "qcow, qcow1, ''",
    "vdi, vdi, ''",
    "parallels, parallels, ''",
  })
  void open_otherFormatOfQemu_isRefusedByName(String theirName, String name, String options)
      throws Exception {
    var command = new ArrayList<>(List.of("qemu-img", "convert", "-O", theirName, "-f", "raw"));
    if (!options.isEmpty()) {
      command.addAll(List.of("-o", options));
    }
    command.addAll(List.of(raw.toString(), file.toString()));
    ForeignTool.run(command.toArray(String[]::new));

    TainException refusal = refusal();

    assertThat(refusal.code()).isEqualTo(ErrorCode.DISK_UNSUPPORTED);
    assertThat(refusal.arguments()).containsEntry("format", name);
    assertThat(DiskFormats.describe(file).format()).isEqualTo(name);
    assertThatThrownBy(() -> DiskFormats.open(file, DiskFormat.QCOW2))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.DISK_FORMAT_MISMATCH));
  }

  @ParameterizedTest
  @CsvSource({
    "tar, 257, 7573746172",
    "zip, 0, 504b0304",
    "7z, 0, 377abcaf",
    "dmg, 4193792, 6b6f6c79",
  })
  void open_bytesOfAnotherFormat_isRefusedByName(String name, long offset, String bytes)
      throws Exception {
    Files.copy(raw, file);
    put(offset, bytes);

    TainException refusal = refusal();

    assertThat(refusal.code()).isEqualTo(ErrorCode.DISK_UNSUPPORTED);
    assertThat(refusal.arguments()).containsEntry("format", name);
  }

  @ParameterizedTest
  @CsvSource({
    "72, 0000000000000002, disk.unsafe, Q3",
    "72, 0000000000000020, disk.unsafe, Q3",
    "72, 8000000000000000, disk.unsafe, Q3",
    "16, 00000001, disk.unsafe, Q2",
    "20, 00000008, disk.malformed, Q6",
    "20, 00000016, disk.malformed, Q6",
    "20, ffffffff, disk.malformed, Q6",
    "24, 0000000000000000, disk.malformed, D3",
    "24, 8000000000000000, disk.malformed, D3",
    "24, 0000000000400001, disk.malformed, D3",
    "24, 7ffffffffffffe00, disk.malformed, Q6",
    "32, 00000001, disk.unsupported, Q5",
    "32, 00000002, disk.unsupported, Q5",
    "36, 00000000, disk.malformed, Q6",
    "36, ffffffff, disk.malformed, Q6",
    "40, 0000000000000000, disk.malformed, Q7",
    "40, 0000000000010001, disk.malformed, Q7",
    "40, 7fffffffffff0000, disk.malformed, Q7",
    "40, 0000000000010000, disk.malformed, Q7",
    "48, 0000000000000000, disk.malformed, Q7",
    "48, 0000000000030000, disk.malformed, Q7",
    "56, 00000000, disk.malformed, Q6",
    "56, 00000100, disk.malformed, Q6",
    "60, 00010001, disk.malformed, Q7",
    "60, 00000001, disk.malformed, Q7",
    "96, 00000007, disk.malformed, Q6",
    "100, 00000060, disk.malformed, Q6",
    "100, 00000069, disk.malformed, Q6",
    "100, ffffffff, disk.malformed, Q6",
    "104, 01, disk.malformed, Q3",
    "112, 4441544100000004, disk.unsafe, Q4",
    "112, 0537be7700000010, disk.unsupported, Q5",
    "112, 12345678ffffffff, disk.malformed, Q4",
    "196608, 0000000000030001, disk.malformed, Q7",
    "196608, 0000000000030000, disk.malformed, Q7",
    "196608, 0000000000010000, disk.malformed, Q7",
    "196608, 0000000000000001, disk.malformed, Q7",
    "196608, 4000000000040000, disk.malformed, Q7",
    "262144, 8000000000050200, disk.malformed, Q7",
    "262144, 8000000000000000, '', ''",
    "262144, 0000000000000001, '', ''",
    "262144, 8000000000040000, disk.malformed, Q7",
    "262144, 00ffffffffff0000, disk.malformed, Q7",
    "262144, 3f00000000000000, disk.malformed, Q7",
    "262144, c000000000050000, disk.malformed, Q7",
    "262144, 7fffffffffffffff, disk.malformed, Q7",
    "262144, 4000000000000010, disk.malformed, Q7",
    "262144, 4000000000050000, disk.malformed, Q7",
    "262144, 8000000000050000, disk.malformed, Q7",
  })
  void open_qcow2WithOneFieldChanged_isJudgedByItsRule(
      long offset, String bytes, String code, String rule) throws Exception {
    Files.copy(sound, file);
    put(offset, bytes);

    List<Violation> violations = DiskFormats.describe(file).violations();

    if (code.isEmpty()) {
      assertThat(violations).isEmpty();
    } else {
      assertThat(violations)
          .anyMatch(violation -> violation.code().equals(code) && violation.rule().equals(rule));
      assertThat(refusal().code().text()).isEqualTo(violations.getFirst().code());
    }
  }

  private TainException refusal() throws Exception {
    try (var _ = DiskFormats.open(file)) {
      throw new AssertionError("accepted");
    } catch (TainException refusal) {
      return refusal;
    }
  }

  private void put(long offset, String hex) throws Exception {
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(offset);
      access.write(HexFormat.of().parseHex(hex));
    }
  }
}
