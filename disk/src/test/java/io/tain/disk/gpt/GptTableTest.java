package io.tain.disk.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.ForeignTool;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.PartitionTable.Scheme;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.registry.PartitionTables;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GptTableTest {
  private static final long MIB = 1 << 20;
  private static final long SIZE_BYTES = 16 * MIB;
  private static final UUID DISK = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
  private static final Partition ESP =
      new Partition(
          1,
          new ByteRange(MIB, 4 * MIB),
          "c12a7328-f81f-11d2-ba4b-00a0c93ec93b",
          "11111111-2222-3333-4444-555555555555",
          "EFI System");
  private static final Partition ROOT =
      new Partition(
          2,
          ByteRange.between(5 * MIB, SIZE_BYTES - GptWriter.TAIL_BYTES),
          "4f68bce3-e8cd-4db1-96e7-fbcaf984b709",
          "66666666-7777-8888-9999-aaaaaaaaaaaa",
          "根 root");

  @TempDir Path directory;

  @Test
  void read_whatWasWritten_isEqual() throws Exception {
    SparseMemoryDisk disk = written(List.of(ESP, ROOT));

    GptTable table = GptTable.read(disk);

    assertThat(table).isEqualTo(new GptTable(DISK.toString(), 512, List.of(ESP, ROOT), List.of()));
    assertThat(PartitionTables.read(disk))
        .isEqualTo(new PartitionTable(Scheme.GPT, List.of(ESP, ROOT)));
  }

  @Test
  void write_isFoundSoundBySgdiskAndSfdisk() throws Exception {
    Path file = sparseFile("ours.raw");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      GptWriter.encode(SIZE_BYTES, DISK, List.of(ESP, ROOT)).writeTo(channel);
    }

    assertThat(ForeignTool.run("sgdisk", "-v", file.toString())).contains("No problems found");
    assertThat(ForeignTool.run("sgdisk", "-i", "2", file.toString()))
        .contains("4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709")
        .contains("66666666-7777-8888-9999-AAAAAAAAAAAA")
        .contains("First sector: 10240 ");
    assertThat(ForeignTool.run("sfdisk", "--verify", file.toString()))
        .contains("No errors detected");
    assertThat(ForeignTool.run("sfdisk", "-d", file.toString()))
        .contains("label-id: 01234567-89AB-CDEF-0123-456789ABCDEF")
        .contains("name=\"EFI System\"");
  }

  @Test
  void read_tableOfSgdisk_isWhatItWasTold() throws Exception {
    Path file = sparseFile("theirs.raw");
    ForeignTool.run(
        "sgdisk",
        "-U",
        DISK.toString(),
        "-n",
        "3:1M:+2M",
        "-t",
        "3:ef00",
        "-u",
        "3:" + ESP.id(),
        "-c",
        "3:one",
        "-n",
        "1:4M:0",
        "-t",
        "1:8300",
        "-u",
        "1:" + ROOT.id(),
        file.toString());

    PartitionTable table = PartitionTables.read(SparseMemoryDisk.of(Files.readAllBytes(file)));

    assertThat(table.partitions())
        .containsExactly(
            new Partition(
                1,
                ByteRange.between(4 * MIB, SIZE_BYTES - GptWriter.TAIL_BYTES),
                "0fc63daf-8483-4772-8e79-3d69d8477de4",
                ROOT.id(),
                ""),
            new Partition(3, new ByteRange(MIB, 2 * MIB), ESP.type(), ESP.id(), "one"));
  }

  @Test
  void read_firstCopyDamaged_isTheBackupWithANotice() throws Exception {
    SparseMemoryDisk disk = written(List.of(ESP, ROOT));
    disk.write(512 + 60, new byte[] {99});

    GptTable table = GptTable.read(disk);

    assertThat(table.partitions()).containsExactly(ESP, ROOT);
    assertThat(table.notices()).singleElement().matches(notice -> notice.rule().equals("G1"));
  }

  @Test
  void read_backupDamaged_isTheFirstCopyWithANotice() throws Exception {
    SparseMemoryDisk disk = written(List.of(ESP, ROOT));
    disk.write(SIZE_BYTES - GptWriter.TAIL_BYTES + 200, new byte[] {99});

    GptTable table = GptTable.read(disk);

    assertThat(table.partitions()).containsExactly(ESP, ROOT);
    assertThat(table.notices()).singleElement().matches(notice -> notice.offset() > 0);
  }

  @Test
  void read_bothCopiesDamaged_isMalformed() throws Exception {
    SparseMemoryDisk disk = written(List.of(ESP, ROOT));
    disk.write(1024, new byte[] {99});
    disk.write(SIZE_BYTES - GptWriter.TAIL_BYTES, new byte[] {99});

    assertThatThrownBy(() -> PartitionTables.read(disk))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageStartingWith("gpt: at byte 600 expected CRC of the entries");
  }

  @Test
  void read_diskCutOff_isMalformed() throws Exception {
    var disk = new SparseMemoryDisk(3 * MIB);
    byte[] head = new byte[(int) GptWriter.HEAD_BYTES];
    GptWriter.encode(SIZE_BYTES, DISK, List.of(ESP, ROOT)).head().get(head);
    disk.write(0, head);

    assertThatThrownBy(() -> PartitionTables.read(disk)).isInstanceOf(MalformedDiskException.class);
  }

  @Test
  void encode_isDeterministic() {
    EncodedGpt first = GptWriter.encode(SIZE_BYTES, DISK, List.of(ESP, ROOT));

    assertThat(first).isEqualTo(GptWriter.encode(SIZE_BYTES, DISK, List.of(ESP, ROOT)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 512, 17_407, 16 * 1024 * 1024 - 1024})
  void encode_partitionOutsideTheRoom_isAProgrammingError(long offset) {
    var partition = new Partition(1, new ByteRange(offset, 1024), ESP.type(), ESP.id(), "");

    assertThatThrownBy(() -> GptWriter.encode(SIZE_BYTES, DISK, List.of(partition)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SparseMemoryDisk written(List<Partition> partitions) {
    var disk = new SparseMemoryDisk(SIZE_BYTES);
    EncodedGpt gpt = GptWriter.encode(SIZE_BYTES, DISK, partitions);
    byte[] head = new byte[gpt.head().remaining()];
    byte[] tail = new byte[gpt.tail().remaining()];
    gpt.head().duplicate().get(head);
    gpt.tail().duplicate().get(tail);
    disk.write(0, head);
    disk.write(gpt.tailOffset(), tail);
    return disk;
  }

  private Path sparseFile(String name) throws Exception {
    Path file = directory.resolve(name);
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.allocate(1), SIZE_BYTES - 1);
    }
    return file;
  }
}
