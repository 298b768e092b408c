package io.tain.disk.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.ContainedDisk;
import io.tain.disk.Extent;
import io.tain.disk.ForeignTool;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.UnsupportedDiskException;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawDisk;
import io.tain.disk.raw.RawWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that were not closed: what their log holds counts, as for QEMU when it repairs them.
final class LogTest {
  private static final int SIZE_BYTES = 4 << 20;
  private static final int LAST_SLOT = VhdxHeader.MIB - 4096;

  /// The first block of the disk, behind a table of 1 MiB.
  private static final int BLOCK_AT = 4 << 20;

  private static byte[] closed;

  @TempDir Path directory;

  @BeforeAll
  static void makeSource(@TempDir Path folder) throws Exception {
    var disk = new SparseMemoryDisk(SIZE_BYTES);
    byte[] content = new byte[SIZE_BYTES];
    new Random(5).nextBytes(content);
    disk.write(0, content);
    Path file = folder.resolve("closed.vhdx");
    NewFile.write(new VhdxWriter(), disk, file);
    closed = Files.readAllBytes(file);
  }

  // The entries stand in the middle of the ring, or run over its end.
  @ParameterizedTest
  @ValueSource(ints = {0, 8192, LAST_SLOT})
  void read_fileWithALog_isWhatQemuMakesOfIt(int start) throws Exception {
    byte[] file = closed.clone();
    byte[] page = new byte[4096];
    Arrays.fill(page, (byte) 9);
    page[0] = 1;
    page[4095] = 2;
    new LogInFile(file, start, 40)
        .data(BLOCK_AT + 4096, page)
        .zeros(BLOCK_AT + 12_288, 65_536)
        .data(BLOCK_AT + 20_480, page)
        .zeros(BLOCK_AT + 4096, 4096)
        .data(BLOCK_AT + 2 * 65_536, page);

    ByteBuffer ours = content(file);

    assertThat(ours.slice(4096, 4096).equals(ByteBuffer.allocate(4096))).isTrue();
    assertThat(ours.slice(20_480, 4096).equals(ByteBuffer.wrap(page))).isTrue();
    assertThat(ours.equals(content(repaired(file)))).isTrue();
  }

  // Over what the log wrote, the file has no say; beside it, its holes are zeros.
  @Test
  void extents_ofAFileWithALog_areTheFilesButForWhatItWrites() throws Exception {
    byte[] bytes = closed.clone();
    Arrays.fill(bytes, BLOCK_AT, BLOCK_AT + (2 << 20), (byte) 0);
    byte[] page = new byte[4096];
    page[5] = 1;
    new LogInFile(bytes, 0, 40).data(BLOCK_AT + 8192, page).zeros(BLOCK_AT + (3 << 20), 8192);
    Path file = directory.resolve("sparse.vhdx");
    NewFile.write(new RawWriter(), SparseMemoryDisk.of(bytes), file);

    try (var disk = new VhdxContainer().open(RawDisk.open(file)).disk()) {
      assertThat(disk.extents(new ByteRange(0, SIZE_BYTES)))
          .containsExactly(
              new Extent.Zero(ByteRange.between(0, 8192)),
              new Extent.Data(ByteRange.between(8192, 12_288)),
              new Extent.Zero(ByteRange.between(12_288, 2 << 20)),
              new Extent.Data(ByteRange.between(2 << 20, 3 << 20)),
              new Extent.Zero(new ByteRange(3 << 20, 8192)),
              new Extent.Data(ByteRange.between((3 << 20) + 8192, SIZE_BYTES)));
      assertThat(disk.extents(new ByteRange(10_000, 4000)))
          .containsExactly(
              new Extent.Data(ByteRange.between(10_000, 12_288)),
              new Extent.Zero(ByteRange.between(12_288, 14_000)));
    }
  }

  @Test
  void open_fileWithALog_isNoticed() throws Exception {
    byte[] file = closed.clone();
    new LogInFile(file, 0, 40).zeros(BLOCK_AT, 4096);

    try (var opened = open(file).disk()) {
      assertThat(open(file).notices()).extracting("rule").containsExactly("X1");
      assertThat(opened.sizeBytes()).isEqualTo(SIZE_BYTES);
    }
  }

  // What stands in the ring from earlier rounds does not count.
  @Test
  void read_logWithAnOlderSequence_appliesTheNewerOne() throws Exception {
    byte[] file = closed.clone();
    byte[] page = new byte[4096];
    Arrays.fill(page, (byte) 9);
    new LogInFile(file, 65_536, 7).data(BLOCK_AT, page).data(BLOCK_AT + 4096, page);
    new LogInFile(file, 0, 40).zeros(BLOCK_AT + 8192, 4096).restart().zeros(BLOCK_AT + 4096, 4096);

    ByteBuffer ours = content(file);

    assertThat(ours.slice(0, 4096).equals(content(closed).slice(0, 4096))).isTrue();
    assertThat(ours.slice(4096, 4096).equals(ByteBuffer.allocate(4096))).isTrue();
    assertThat(ours.slice(8192, 4096).equals(content(closed).slice(8192, 4096))).isTrue();
  }

  @Test
  void open_logWithADamagedTail_isMalformed() throws Exception {
    byte[] file = closed.clone();
    new LogInFile(file, 0, 40).zeros(BLOCK_AT, 4096).zeros(BLOCK_AT + 4096, 4096);
    file[LogInFile.LOG_AT + 100] ^= 1;

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining("a log that can be applied");
  }

  @ParameterizedTest
  @ValueSource(longs = {-4096, 1, 1L << 40, Long.MAX_VALUE - 4095})
  void open_logThatWritesOutsideOfTheFile_isMalformed(long offset) throws Exception {
    byte[] file = closed.clone();
    new LogInFile(file, 0, 40).data(offset, new byte[4096]);

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining("a place in the file");
  }

  // A descriptor of 32 bytes becomes an object that is held.
  @Test
  void x1_logOfVeryManyRanges_isUnsupported() throws Exception {
    byte[] file = closed.clone();
    new LogInFile(file, 0, 40).zerosIn(1);
    byte[] worse = closed.clone();
    new LogInFile(worse, 0, 40).zeros(4 << 20, 512 << 20).zerosIn(250);
    var large = new SparseMemoryDisk(600 << 20);
    large.write(0, worse);

    assertThat(open(file).notices()).hasSize(1);
    assertThatThrownBy(() -> new VhdxContainer().open(large))
        .isInstanceOf(UnsupportedDiskException.class)
        .hasMessageContaining("more than 32768 places");
  }

  @Test
  void x1_logThatMakesTheFileHuge_isMalformed() throws Exception {
    byte[] file = closed.clone();
    new LogInFile(file, 0, 40).growing(1L << 60);

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining("a file of at most");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 32, 64})
  void x1_logThatIsTooLong_isUnsupported(int mebibytes) throws Exception {
    byte[] file = Arrays.copyOf(closed, 80 << 20);
    new LogInFile(file, 0, 40).zeros(BLOCK_AT, 4096).lasting(mebibytes << 20);

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(UnsupportedDiskException.class)
        .hasMessageContaining("a log of more than 4 MiB");
  }

  private byte[] repaired(byte[] file) throws Exception {
    Path path = directory.resolve("open.vhdx");
    Files.write(path, file);
    ForeignTool.run("qemu-img", "check", "-r", "all", "-f", "vhdx", path.toString());
    return Files.readAllBytes(path);
  }

  private static ByteBuffer content(byte[] file) throws Exception {
    try (var disk = open(file).disk()) {
      return disk.bytes(new ByteRange(0, disk.sizeBytes()));
    }
  }

  private static ContainedDisk open(byte[] file) throws Exception {
    return new VhdxContainer().open(SparseMemoryDisk.of(file));
  }
}
