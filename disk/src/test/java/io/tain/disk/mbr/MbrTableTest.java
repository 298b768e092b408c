package io.tain.disk.mbr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.ForeignTool;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.PartitionTable.Scheme;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.registry.PartitionTables;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MbrTableTest {
  private static final int SECTORS = 32_768;

  private final SparseMemoryDisk disk = new SparseMemoryDisk(SECTORS * 512L);

  @TempDir Path directory;

  @Test
  void read_tableOfSfdisk_listsPrimaryAndLogicalPartitions() throws Exception {
    Path script = directory.resolve("script");
    Files.writeString(
        script,
        """
        label: dos
        1 : start=2048, size=4096, type=83, bootable
        2 : start=8192, size=20480, type=5
        3 : start=28672, size=2048, type=82
        5 : start=10240, size=2048, type=83
        6 : start=14336, size=4096, type=8e
        """);
    Path file = directory.resolve("disk.raw");
    Files.write(file, new byte[SECTORS * 512]);
    ForeignTool.run("sh", "-c", "sfdisk -q %s < %s".formatted(file, script));

    PartitionTable table = PartitionTables.read(SparseMemoryDisk.of(Files.readAllBytes(file)));

    assertThat(table)
        .isEqualTo(
            new PartitionTable(
                Scheme.MBR,
                List.of(
                    partition(1, 2048, 4096, "0x83"),
                    partition(3, 28_672, 2048, "0x82"),
                    partition(5, 10_240, 2048, "0x83"),
                    partition(6, 14_336, 4096, "0x8e"))));
  }

  @Test
  void read_noSignature_isNoTable() throws Exception {
    assertThat(PartitionTables.read(disk)).isEqualTo(PartitionTable.NONE);
  }

  @Test
  void read_diskSmallerThanASector_isNoTable() throws Exception {
    assertThat(PartitionTables.read(new SparseMemoryDisk(100))).isEqualTo(PartitionTable.NONE);
  }

  @Test
  void read_bootSectorOfAFileSystem_isNoTable() throws Exception {
    Path file = directory.resolve("fat.raw");
    Files.write(file, new byte[4 << 20]);
    ForeignTool.run("mkfs.vfat", file.toString());

    PartitionTable table = PartitionTables.read(SparseMemoryDisk.of(Files.readAllBytes(file)));

    assertThat(table).isEqualTo(PartitionTable.NONE);
  }

  @Test
  void read_partitionPastTheEnd_isMalformed() {
    put(0, 0, 0x83, 2048, SECTORS);

    assertThatThrownBy(() -> MbrTable.read(disk)).isInstanceOf(MalformedDiskException.class);
  }

  @Test
  void read_overlappingPartitions_isMalformed() {
    put(0, 0, 0x83, 2048, 4096);
    put(0, 1, 0x83, 4096, 4096);

    assertThatThrownBy(() -> MbrTable.read(disk))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining("1 and 2");
  }

  @Test
  void read_chainThatNamesItself_isMalformed() {
    put(0, 0, 0x05, 2048, 8192);
    put(2048, 0, 0x83, 1, 10);
    put(2048, 1, 0x05, 0, 8192);

    assertThatThrownBy(() -> MbrTable.read(disk))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining("each once");
  }

  @Test
  void read_chainLongerThanTheBound_isMalformed() {
    put(0, 0, 0x0F, 64, 20_000);
    for (int i = 0; i < 200; i++) {
      put(64 + i * 2, 0, 0x83, 1, 1);
      put(64 + i * 2, 1, 0x05, i * 2 + 2, 2);
    }

    assertThatThrownBy(() -> MbrTable.read(disk))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining("at most 128");
  }

  @Test
  void read_partitionsBesideAGpt_isUnsafe() {
    put(0, 0, 0xEE, 1, 2047);
    put(0, 1, 0x83, 2048, 100);

    assertThatThrownBy(() -> MbrTable.read(disk))
        .isInstanceOf(UnsafeDiskException.class)
        .hasMessageContaining("rule G1");
  }

  // Linux looks at the type and the first sector only.
  @Test
  void g1_gptAnnouncedByAnEntryWithoutSectors_isAnnounced() throws Exception {
    put(0, 0, 0xEE, 1, 0);

    assertThat(MbrTable.read(disk))
        .hasValueSatisfying(table -> assertThat(table.isProtective()).isTrue());
  }

  @Test
  void g1_partitionsBesideAGptWithoutSectors_areUnsafe() {
    put(0, 0, 0x83, 2048, 100);
    put(0, 1, 0xEE, 1, 0);

    assertThatThrownBy(() -> MbrTable.read(disk)).isInstanceOf(UnsafeDiskException.class);
  }

  @Test
  void read_gptAnnouncedElsewhere_isUnsafe() {
    put(0, 0, 0xEE, 2, 2047);

    assertThatThrownBy(() -> MbrTable.read(disk)).isInstanceOf(UnsafeDiskException.class);
  }

  private void put(int sector, int index, int type, int first, int count) {
    ByteBuffer entry = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    entry.put(4, (byte) type).putInt(8, first).putInt(12, count);
    disk.write(sector * 512L + 446 + index * 16L, entry.array());
    disk.write(sector * 512L + 510, new byte[] {0x55, (byte) 0xAA});
  }

  private static Partition partition(int number, long first, long count, String type) {
    return new Partition(number, new ByteRange(first * 512, count * 512), type, "", "");
  }
}
