package io.tain.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawDisk;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [DiskWriter] keeps.
public abstract class DiskWriterContract {
  private static final long SEED = Seeds.seed();

  /// A folder of the test's own.
  @TempDir protected Path directory;

  /// The writer under test.
  protected abstract DiskWriter writer();

  /// The name that `qemu-img` has for the format.
  protected abstract String formatName();

  /// Opens what the writer wrote.
  protected abstract VirtualDisk open(Path file) throws IOException;

  @ParameterizedTest
  @ValueSource(longs = {512, 4096, 65_536, 65_536 + 512, 2 << 20, 5_000_192, 3L << 30})
  void write_diskOfAnySize_isReadAsEqualByUsAndByQemu(long sizeBytes) throws Exception {
    SparseMemoryDisk disk = randomDisk(sizeBytes, new Random(SEED + sizeBytes));
    Path file = directory.resolve("written");

    NewFile.write(writer(), disk, file);

    assertEqual(disk, file);
    Path plain = directory.resolve("plain");
    ForeignTool.run(
        "qemu-img", "convert", "-f", formatName(), "-O", "raw", file.toString(), plain.toString());
    try (VirtualDisk theirs = RawDisk.open(plain)) {
      assertSame(disk, theirs);
    }
  }

  @Test
  void write_twice_givesTheSameBytes() throws Exception {
    SparseMemoryDisk disk = randomDisk(9 << 20, new Random(SEED));

    NewFile.write(writer(), disk, directory.resolve("one"));
    NewFile.write(writer(), disk, directory.resolve("two"));

    assertThat(Files.mismatch(directory.resolve("one"), directory.resolve("two"))).isEqualTo(-1);
  }

  @Test
  void write_holesAndZeros_takeNoSpace() throws Exception {
    var disk = new SparseMemoryDisk(1L << 40);
    disk.write(1L << 39, new byte[8 << 20]);
    Path file = directory.resolve("written");

    NewFile.write(writer(), disk, file);

    String blocks = ForeignTool.run("stat", "-c", "%b", file.toString()).strip();
    // The tables of a format with small blocks take 2 MiB for 1 TiB.
    assertThat(Long.parseLong(blocks) * 512).isLessThan(3 << 20);
    assertThat(disk.readBytes()).isLessThan(16 << 20);
  }

  @Test
  void write_targetExists_isRefusedAndTheFileStays() throws Exception {
    Path file = directory.resolve("written");
    Files.writeString(file, "mine");

    assertThatThrownBy(() -> NewFile.write(writer(), new SparseMemoryDisk(4096), file))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.FILE_EXISTS));
    assertThat(file).hasContent("mine");
  }

  @Test
  void write_diskThatFails_leavesNothingBehind() throws Exception {
    SparseMemoryDisk disk = randomDisk(9 << 20, new Random(SEED));
    disk.failWith(new IOException("planned"));

    assertThatThrownBy(() -> NewFile.write(writer(), disk, directory.resolve("written")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("planned");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void write_directoryThatTakesNoFiles_isAnIoError() throws Exception {
    SparseMemoryDisk disk = randomDisk(9 << 20, new Random(SEED));

    assertThatThrownBy(() -> NewFile.write(writer(), disk, Path.of("/proc/self/written")))
        .isInstanceOf(IOException.class);
  }

  /// Data, written zeros and holes in random places.
  protected static SparseMemoryDisk randomDisk(long sizeBytes, Random random) {
    var disk = new SparseMemoryDisk(sizeBytes);
    for (int i = 0; i < 12; i++) {
      int length = (int) Math.min(1 + random.nextInt(400_000), sizeBytes);
      byte[] content = new byte[length];
      if (random.nextInt(4) > 0) {
        random.nextBytes(content);
      }
      disk.write(random.nextLong(sizeBytes - length + 1), content);
    }
    return disk;
  }

  private void assertEqual(VirtualDisk disk, Path file) throws Exception {
    try (VirtualDisk ours = open(file)) {
      assertSame(disk, ours);
    }
  }

  /// Compares every byte that either disk says is data.
  protected static void assertSame(VirtualDisk expected, VirtualDisk actual) throws Exception {
    assertThat(actual.sizeBytes()).isEqualTo(expected.sizeBytes());
    var whole = new ByteRange(0, expected.sizeBytes());
    for (VirtualDisk mapped : new VirtualDisk[] {expected, actual}) {
      for (Extent extent : mapped.extents(whole)) {
        if (extent instanceof Extent.Data(var range)) {
          assertThat(actual.bytes(range).equals(expected.bytes(range))).as("%s", range).isTrue();
        }
      }
    }
  }
}
