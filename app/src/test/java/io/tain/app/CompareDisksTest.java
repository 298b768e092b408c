package io.tain.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tain.app.DiskDifference.Run;
import io.tain.base.ByteRange;
import io.tain.disk.ForeignTool;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.SparseMemoryDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareDisksTest {
  private static final int MIB = 1 << 20;
  private static final PartitionTable TWO =
      new PartitionTable(
          PartitionTable.Scheme.GPT,
          List.of(partition(1, MIB, 2L * MIB), partition(2, 2L * MIB, 10L * MIB)));

  @TempDir private Path folder;

  @Test
  void run_equalDisks_isNone() throws IOException {
    SparseMemoryDisk earlier = disk(12L * MIB);
    SparseMemoryDisk later = disk(12L * MIB);
    earlier.write(5000, new byte[] {1});
    later.write(5000, new byte[] {1});
    later.write(MIB, new byte[4096]);

    assertThat(new CompareDisks().run(earlier, later, TWO)).isEqualTo(DiskDifference.NONE);
  }

  @Test
  void run_neighbours_areOneRunOfTheirPartition() throws IOException {
    SparseMemoryDisk earlier = disk(12L * MIB);
    SparseMemoryDisk later = disk(12L * MIB);
    later.write(4096, new byte[] {1});
    later.write(2L * MIB - 1, new byte[] {1, 1});
    earlier.write(2L * MIB + 4096, new byte[] {1});

    DiskDifference difference = new CompareDisks().run(earlier, later, TWO);

    assertThat(difference)
        .isEqualTo(
            new DiskDifference(
                4,
                List.of(
                    new Run(0, new ByteRange(4096, 4096), ""),
                    new Run(1, new ByteRange(2L * MIB - 4096, 4096), ""),
                    new Run(2, new ByteRange(2L * MIB, 8192), ""))));
  }

  @Test
  void run_manyBlocks_areCountedAndTheFirstAreTold() throws IOException {
    SparseMemoryDisk earlier = disk(12L * MIB);
    SparseMemoryDisk later = disk(12L * MIB);
    for (int block = 0; block < 200; block += 2) {
      later.write(block * 4096L, new byte[] {1});
    }

    DiskDifference difference = new CompareDisks().run(earlier, later, TWO);

    assertThat(difference.blockCount()).isEqualTo(100);
    assertThat(difference.runs()).hasSize(DiskDifference.MAX_RUNS);
    assertThat(difference.runs().getLast().range()).isEqualTo(new ByteRange(30 * 4096L, 4096));
  }

  @Test
  void run_longerDisk_differsBeyondTheEndOfTheOther() throws IOException {
    DiskDifference difference = new CompareDisks().run(disk(8192), disk(8192 + 4097), TWO);

    assertThat(difference)
        .isEqualTo(new DiskDifference(2, List.of(new Run(0, new ByteRange(8192, 4097), ""))));
  }

  @Test
  void run_blockOfAFile_namesTheFile() throws Exception {
    byte[] content = "what differs".repeat(1000).getBytes(UTF_8);
    byte[] fileSystem = fileSystem(content);
    int at = new String(fileSystem, ISO_8859_1).indexOf("what differs");
    SparseMemoryDisk earlier = disk(12L * MIB);
    SparseMemoryDisk later = disk(12L * MIB);
    earlier.write(2L * MIB, fileSystem);
    fileSystem[at]++;
    later.write(2L * MIB, fileSystem);

    DiskDifference difference = new CompareDisks().run(earlier, later, TWO);

    assertThat(difference)
        .isEqualTo(
            new DiskDifference(
                1, List.of(new Run(2, new ByteRange(2L * MIB + at, 4096), "/etc/marker"))));
  }

  /// An ext4 file system of 8 MiB, made by mke2fs 1.47.
  private byte[] fileSystem(byte[] content) throws Exception {
    Path root = folder.resolve("root");
    Files.write(Files.createDirectories(root.resolve("etc")).resolve("marker"), content);
    Path image = folder.resolve("ext4");
    ForeignTool.run(
        "mke2fs", "-q", "-t", "ext4", "-b", "4096", "-d", root.toString(), image.toString(), "8M");
    return Files.readAllBytes(image);
  }

  private static SparseMemoryDisk disk(long sizeBytes) {
    return new SparseMemoryDisk(sizeBytes);
  }

  private static Partition partition(int number, long start, long end) {
    return new Partition(number, ByteRange.between(start, end), "", "", "");
  }
}
