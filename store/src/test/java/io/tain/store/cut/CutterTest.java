package io.tain.store.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.DiskLayout;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.Region;
import io.tain.disk.SparseMemoryDisk;
import io.tain.store.ChunkHash;
import io.tain.store.Cut;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class CutterTest {
  private static final int MIB = 1 << 20;

  @Test
  void cut_randomDisks_isWhatTheFormatSays() {
    Seeds.repeat(60, random -> compare(RandomDisks.inDiskOrder(random, 300_000), random));
  }

  @Test
  void cut_randomHints_isWhatTheFormatSays() {
    Seeds.repeat(150, random -> compare(RandomDisks.withHints(random, 200_000), random));
  }

  @Test
  void cut_disksOfManyWindows_isWhatTheFormatSays() {
    Seeds.repeat(4, random -> compare(RandomDisks.withHints(random, 3 * MIB), random));
  }

  @Test
  void cut_randomHints_coversEachByteThatIsNoZeroOnce() {
    Seeds.repeat(60, random -> reassemble(RandomDisks.withHints(random, 500_000)));
  }

  @Test
  void cut_emptyDisk_hasNoCuts() throws IOException {
    var source = inDiskOrder(new SparseMemoryDisk(0));

    CutTotals totals = new Cutter(2).cut(source, new CutsInMemory());

    assertThat(totals).isEqualTo(new CutTotals(0, 0, 0));
  }

  @Test
  void cut_hugeHole_isNotRead() throws IOException {
    long sizeBytes = 1L << 42;
    var disk = new SparseMemoryDisk(sizeBytes);
    disk.write(sizeBytes / 2, new byte[] {1});
    disk.write(sizeBytes - 1, new byte[] {1});

    CutTotals totals = new Cutter(2).cut(inDiskOrder(disk), new CutsInMemory());

    assertThat(totals).isEqualTo(new CutTotals(2, 8192, sizeBytes - 8192));
    assertThat(disk.readBytes()).isEqualTo(8192);
  }

  @Test
  void cut_zerosThatWereWritten_becomeAHole() throws IOException {
    var disk = SparseMemoryDisk.of(new byte[5 * MIB]);

    CutTotals totals = new Cutter(2).cut(inDiskOrder(disk), new CutsInMemory());

    assertThat(totals).isEqualTo(new CutTotals(0, 0, 5 * MIB));
  }

  @Test
  void cut_randomData_hasChunksOfSixteenKibibytesOnAverage() throws IOException {
    var disk = SparseMemoryDisk.of(bytes(Seeds.random(), 8 * MIB));

    CutTotals totals = new Cutter(2).cut(inDiskOrder(disk), new CutsInMemory());

    assertThat((double) totals.dataBytes() / totals.chunkCount()).isBetween(15_000.0, 17_500.0);
  }

  @Test
  void cut_sameFileOnAndOffTheGrid_hasTheSameChunks() throws IOException {
    byte[] file = bytes(Seeds.random(), 200_192);
    List<Cut> aligned = fileAt(file, 40_960);

    List<Cut> unaligned = fileAt(file, 40_960 + 1536);

    assertThat(unaligned.stream().map(Cut::hash)).containsExactlyElementsOf(hashes(aligned));
    assertThat(aligned).hasSizeGreaterThan(5);
  }

  @Test
  void cut_insertedPartition_leavesTheChunksBehindItsGridAlone() throws IOException {
    byte[] content = bytes(Seeds.random(), MIB);
    List<Cut> before = partitionAt(content, 64 * 512);

    List<Cut> moved = partitionAt(content, 63 * 512);

    assertThat(moved.stream().map(Cut::hash)).containsExactlyElementsOf(hashes(before));
  }

  @Test
  void cut_consumerFails_endsWithItsFailure() {
    var disk = SparseMemoryDisk.of(bytes(Seeds.random(), 4 * MIB));
    var failure = new IOException("no more");

    assertThatThrownBy(
            () ->
                new Cutter(2)
                    .cut(
                        inDiskOrder(disk),
                        (_, _) -> {
                          throw failure;
                        }))
        .isSameAs(failure);
  }

  @Test
  void cut_diskFails_endsWithItsFailure() {
    var disk = SparseMemoryDisk.of(bytes(Seeds.random(), 4 * MIB));
    disk.failWith(new IOException("unreadable"));

    assertThatThrownBy(() -> new Cutter(2).cut(inDiskOrder(disk), new CutsInMemory()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unreadable");
  }

  @Test
  void cut_interrupted_stopsAndKeepsTheFlag() {
    var disk = SparseMemoryDisk.of(bytes(Seeds.random(), 4 * MIB));

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new Cutter(2).cut(inDiskOrder(disk), new CutsInMemory()))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void source_originOffSectors_isRefused() {
    var disk = new SparseMemoryDisk(4096);

    assertThatThrownBy(() -> new CutSource(disk, DiskLayout.DISK_ORDER, List.of(513L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void compare(CutSource source, RandomGenerator random) throws IOException {
    CutsInMemory found = CutsInMemory.of(source, random.nextInt(1, 4));

    List<Cut> expected = ReferenceCutter.cut(source);

    assertThat(found.cuts()).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected);
  }

  private static void reassemble(CutSource source) throws IOException {
    CutsInMemory found = CutsInMemory.of(source, 2);

    var rebuilt = new byte[(int) source.disk().sizeBytes()];
    var claims = new Claims(rebuilt.length);
    for (int i = 0; i < found.cuts().size(); i++) {
      int at = 0;
      for (ByteRange run : found.cuts().get(i).runs()) {
        assertThat(claims.firstFree(run.offset(), run.end())).isEqualTo(run);
        claims.add(run);
        byte[] content = found.contents().get(i);
        System.arraycopy(content, at, rebuilt, (int) run.offset(), (int) run.length());
        at += (int) run.length();
      }
    }
    var original = new byte[rebuilt.length];
    source.disk().read(0, ByteBuffer.wrap(original));
    assertThat(rebuilt).isEqualTo(original);
  }

  /// The cuts of a file that is the only data of a disk.
  private static List<Cut> fileAt(byte[] file, int offset) throws IOException {
    var disk = new SparseMemoryDisk(MIB);
    disk.write(offset, file);
    var run = new ByteRange(offset, file.length);
    var region = new Region(Region.Kind.FILE, "boot/vmlinuz", List.of(run), offset);
    var source = new CutSource(disk, DiskLayout.of(List.of(region)), List.of());
    return CutsInMemory.of(source, 2).cuts();
  }

  private static List<Cut> partitionAt(byte[] content, int offset) throws IOException {
    var disk = new SparseMemoryDisk(3L * MIB);
    disk.write(offset, content);
    var range = new ByteRange(offset, content.length);
    var partition = new Partition(1, range, "0x83", "", "");
    var table = new PartitionTable(PartitionTable.Scheme.MBR, List.of(partition));
    return CutsInMemory.of(CutSource.inDiskOrder(disk, table), 2).cuts();
  }

  private static CutSource inDiskOrder(SparseMemoryDisk disk) {
    return CutSource.inDiskOrder(disk, PartitionTable.NONE);
  }

  private static List<ChunkHash> hashes(List<Cut> cuts) {
    return cuts.stream().map(Cut::hash).toList();
  }

  private static byte[] bytes(RandomGenerator random, int sizeBytes) {
    var bytes = new byte[sizeBytes];
    random.nextBytes(bytes);
    return bytes;
  }
}
