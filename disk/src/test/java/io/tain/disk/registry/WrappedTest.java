package io.tain.disk.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskDescription;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskLimits;
import io.tain.disk.FileOfQemu;
import io.tain.disk.ForeignTool;
import io.tain.disk.OpenOptions;
import io.tain.disk.OpenedDisk;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that the real tools compressed: rule C1.
final class WrappedTest {
  private static final int SIZE_BYTES = 3 << 20;

  @TempDir Path directory;
  private SparseMemoryDisk disk;

  @BeforeEach
  void makeDisk() {
    disk = new SparseMemoryDisk(SIZE_BYTES);
    byte[] content = new byte[700_000];
    new Random(1).nextBytes(content);
    disk.write(1 << 20, content);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, raw",
    "xz, raw",
    "zstd, raw",
    "bzip2, raw",
    "gzip, qcow2",
    "xz, vmdk",
    "zstd, vhdx"
  })
  void open_compressedFile_isTheDiskInIt(String tool, String format) throws Exception {
    Path file = format.equals("raw") ? raw() : FileOfQemu.in(directory).of(disk, format, "");
    Path packed = packed(tool, file);

    DiskDescription description = DiskFormats.describe(packed);
    try (OpenedDisk opened = DiskFormats.open(packed)) {
      assertThat(opened.format()).isEqualTo(DiskFormat.parse(format));
      assertSame(opened.disk());
    }

    assertThat(description.isSafe()).isTrue();
    assertThat(description.wrapper()).isEqualTo(tool);
    assertThat(description.format()).isEqualTo(format);
    assertThat(description.virtualSizeBytes()).isEqualTo(SIZE_BYTES);
    assertThat(description.fileSizeBytes()).isEqualTo(Files.size(packed));
  }

  // Tools that compress in parallel write one stream after the other.
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2"})
  void open_severalStreams_areOneFile(String tool) throws Exception {
    Path raw = raw();
    ForeignTool.run(
        "bash",
        "-c",
        "head -c 1500000 $1 | $0 -c > $1.both && tail -c +1500001 $1 | $0 -c >> $1.both",
        tool,
        raw.toString());

    try (OpenedDisk opened = DiskFormats.open(directory.resolve("disk.raw.both"))) {
      assertSame(opened.disk());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2"})
  void open_streamThatIsCutOff_isMalformed(String tool) throws Exception {
    Path packed = packed(tool, raw());
    try (var file = new RandomAccessFile(packed.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }

    assertRefused(packed, ErrorCode.DISK_MALFORMED, "a whole compressed stream");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2"})
  void open_streamThatIsDamaged_isMalformed(String tool) throws Exception {
    Path packed = packed(tool, raw());
    try (var file = new RandomAccessFile(packed.toFile(), "rw")) {
      file.seek(300_000);
      file.write(new byte[64]);
    }

    assertRefused(packed, ErrorCode.DISK_MALFORMED, "a whole compressed stream");
  }

  @Test
  void open_compressedTwice_isUnsafe() throws Exception {
    assertRefused(
        packed("gzip", packed("xz", raw())), ErrorCode.DISK_UNSAFE, "compressed twice: xz inside");
  }

  @Test
  void open_dictionaryOf128Mib_isUnsafe() throws Exception {
    Path packed = directory.resolve("packed");
    ForeignTool.run(
        "bash", "-c", "xz -c --lzma2=dict=128MiB $0 > $1", raw().toString(), packed.toString());

    assertRefused(packed, ErrorCode.DISK_UNSAFE, "a dictionary of more than 64 MiB");
  }

  @Test
  void c1_windowOf128Mib_isUnpacked() throws Exception {
    try (OpenedDisk opened = DiskFormats.open(packedInAWindowOf(27))) {
      assertSame(opened.disk());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {28, 30})
  void c1_largerWindow_isMalformed(int bits) throws Exception {
    assertRefused(
        packedInAWindowOf(bits),
        ErrorCode.DISK_MALFORMED,
        "Frame requires too much memory for decoding");
  }

  // What comes from a pipe has no length in its frame: the window stands there as it was asked for.
  private Path packedInAWindowOf(int bits) throws Exception {
    Path packed = directory.resolve("packed");
    ForeignTool.run(
        "bash",
        "-c",
        "cat $0 | zstd -q -c --long=$2 -1 > $1",
        raw().toString(),
        packed.toString(),
        String.valueOf(bits));
    return packed;
  }

  @Test
  void open_moreDataThanTheLimits_isRefused() throws Exception {
    Path packed = packed("gzip", raw());

    assertThatThrownBy(
            () ->
                DiskFormats.open(
                    packed,
                    OpenOptions.DEFAULT.withLimits(
                        DiskLimits.DEFAULT.withMaxVirtualSizeBytes(SIZE_BYTES - 1))))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED));
  }

  @Test
  void open_compressedBomb_isUnsafe() throws Exception {
    Path bomb = directory.resolve("bomb");
    ForeignTool.run(
        "bash", "-c", "head -c 300M /dev/zero | tr '\\0' a | xz -c > $0", bomb.toString());

    assertRefused(bomb, ErrorCode.DISK_UNSAFE, "bytes of data in a file of");
  }

  @Test
  void open_thenClosed_leavesNoFile() throws Exception {
    Path packed = packed("gzip", raw());
    try (OpenedDisk opened = DiskFormats.open(packed)) {
      assertThat(opened.disk().sizeBytes()).isEqualTo(SIZE_BYTES);
      try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
        assertThat(left.map(Path::getFileName).map(Path::toString))
            .noneMatch(name -> name.startsWith("tain-unpacked-"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, 1",
    "gzip, 3",
    "gzip, 300",
    "xz, 1",
    "xz, 3",
    "xz, 300",
    "zstd, 1",
    "zstd, 3",
    "zstd, 300",
    "bzip2, 1",
    "bzip2, 3",
    "bzip2, 300"
  })
  void open_otherBytesAfterTheStream_areMalformed(String tool, int count) throws Exception {
    Path packed = packed(tool, raw());
    Files.writeString(packed, "x".repeat(count), StandardOpenOption.APPEND);

    assertRefused(packed, ErrorCode.DISK_MALFORMED, "a whole compressed stream");
  }

  // As `gzip -t` and `xz -t` have it: xz wants a multiple of four.
  @ParameterizedTest
  @CsvSource({"gzip, 1", "gzip, 19", "gzip, 300000", "xz, 4", "xz, 4096"})
  void open_zerosAfterTheStream_areLeftOut(String tool, int count) throws Exception {
    Path packed = packed(tool, raw());
    Files.write(packed, new byte[count], StandardOpenOption.APPEND);

    try (OpenedDisk opened = DiskFormats.open(packed)) {
      assertSame(opened.disk());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2"})
  void open_streamCutOffNearItsEnds_isMalformed(String tool) throws Exception {
    Path raw = directory.resolve("small");
    Files.writeString(raw, "small ".repeat(1000));
    byte[] whole = Files.readAllBytes(packed(tool, raw));
    int shortest = tool.equals("xz") ? 6 : 4;
    for (int length = shortest; length < whole.length; length++) {
      Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length));

      assertRefused(cut, ErrorCode.DISK_MALFORMED, "a whole compressed stream");
    }
  }

  // What follows a whole stream is another one, or damage, wherever it is cut off.
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2"})
  void open_secondStreamCutOff_isMalformed(String tool) throws Exception {
    Path raw = directory.resolve("small");
    Files.writeString(raw, "small ".repeat(100));
    byte[] one = Files.readAllBytes(packed(tool, raw));
    for (int length = 1; length < one.length; length++) {
      Path cut = Files.write(directory.resolve("cut"), one);
      Files.write(cut, Arrays.copyOf(one, length), StandardOpenOption.APPEND);

      assertRefused(cut, ErrorCode.DISK_MALFORMED, "a whole compressed stream");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xz -c --block-size=200KiB $0 > $1",
        "xz -c -T2 --block-size=100KiB --check=sha256 $0 > $1",
        "xz -c --check=none --x86 --lzma2 $0 > $1",
        "pzstd -q -p 2 -c $0 > $1",
        "zstd -q -c --no-check --no-content-size < $0 > $1",
        "zstd -q -c --ultra -20 --long=27 $0 > $1",
        "for i in 1 2 3; do printf 'P*M\\030\\005\\0\\0\\0other'; done > $1; zstd -q -c $0 >> $1",
        "zstd -q -c $0 > $1; printf '_*M\\030\\0\\0\\0\\0' >> $1; zstd -q -c < /dev/null >> $1",
        "gzip -c < /dev/null > $1; gzip -N -c $0 >> $1; gzip -c < /dev/null >> $1",
        "bzip2 -1 -c $0 > $1",
      })
  void open_everyFormThatToolsWrite_isTheDisk(String command) throws Exception {
    Path packed = directory.resolve("packed");
    ForeignTool.run("bash", "-c", command, raw().toString(), packed.toString());

    try (OpenedDisk opened = DiskFormats.open(packed)) {
      assertSame(opened.disk());
    }
  }

  @Test
  void open_frameThatNeedsADictionary_isMalformed() throws Exception {
    ForeignTool.run(
        "bash",
        "-c",
        "for i in $(seq 200); do seq $i $((i + 300)) > $0.$i; done; "
            + "zstd -q --train $0.* -o $0.dictionary && zstd -q -c -D $0.dictionary $0.7 > $0.packed",
        directory.resolve("sample").toString());

    assertRefused(
        directory.resolve("sample.packed"), ErrorCode.DISK_MALFORMED, "a whole compressed stream");
  }

  private void assertSame(VirtualDisk found) throws Exception {
    var whole = new ByteRange(0, SIZE_BYTES);
    assertThat(found.sizeBytes()).isEqualTo(SIZE_BYTES);
    assertThat(found.bytes(whole).equals(disk.bytes(whole))).isTrue();
  }

  private static void assertRefused(Path file, ErrorCode code, String detail) throws Exception {
    assertThat(DiskFormats.describe(file).isSafe()).isFalse();
    assertThatThrownBy(() -> DiskFormats.open(file))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.arguments().toString()).contains(detail);
              assertThat(error.arguments()).containsEntry("rule", "C1");
            });
  }

  private Path raw() throws Exception {
    Path raw = directory.resolve("disk.raw");
    NewFile.write(new RawWriter(), disk, raw);
    return raw;
  }

  private Path packed(String tool, Path file) {
    ForeignTool.run("bash", "-c", "$0 -c < $1 > $1.packed", tool, file.toString());
    return Path.of(file + ".packed");
  }
}
