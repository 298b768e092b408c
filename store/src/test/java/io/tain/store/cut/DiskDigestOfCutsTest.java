package io.tain.store.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.Digest;
import io.tain.disk.DiskLayout;
import io.tain.disk.SparseMemoryDisk;
import io.tain.store.Cut;
import io.tain.store.identity.BlockHash;
import io.tain.store.identity.DiskDigest;
import io.tain.store.identity.FsVerity;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The content digest that cuts give is the digest of the disk's bytes.
final class DiskDigestOfCutsTest {
  @Test
  void digest_ofCutsInDiskOrder_isTheDigestOfTheBytes() {
    Seeds.repeat(
        100,
        random -> {
          CutSource source = RandomDisks.inDiskOrder(random, 300_000);
          var digest = new DiskDigest(source.disk().sizeBytes());

          new Cutter(2).cut(source, (cut, bytes) -> digest.add(cut, () -> bytes));

          assertThat(digest.finish()).isEqualTo(digestOf(source));
        });
  }

  @Test
  void digest_ofRunsSortedByTheDisk_isTheDigestOfTheBytes() {
    Seeds.repeat(
        100,
        random -> {
          CutSource source = RandomDisks.withHints(random, 300_000);

          Digest found = digestOfSortedRuns(source, CutsInMemory.of(source, 2));

          assertThat(found).isEqualTo(digestOf(source));
        });
  }

  @Test
  void digest_ofADiskOnTheGrid_needsNoBytes() throws IOException {
    var content = new byte[1_000_000];
    Seeds.random().nextBytes(content);
    var disk = SparseMemoryDisk.of(content);
    var source = new CutSource(disk, DiskLayout.DISK_ORDER, List.of(8192L));
    var digest = new DiskDigest(content.length);
    var asked = new AtomicInteger();

    new Cutter(2).cut(source, (cut, bytes) -> digest.add(cut, () -> counted(asked, bytes)));

    assertThat(digest.finish()).isEqualTo(digestOf(source));
    assertThat(asked).hasValue(0);
  }

  @Test
  void add_cutBeforeTheLast_isRefused() throws IOException {
    var disk = SparseMemoryDisk.of(new byte[] {1, 2, 3});
    var cuts = CutsInMemory.of(new CutSource(disk, DiskLayout.DISK_ORDER, List.of()), 1);
    Cut cut = cuts.cuts().getFirst();
    var digest = new DiskDigest(3);
    digest.add(cut, () -> ByteBuffer.wrap(cuts.contents().getFirst()));

    assertThatThrownBy(() -> digest.add(cut, () -> ByteBuffer.wrap(cuts.contents().getFirst())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Digest digestOfSortedRuns(CutSource source, CutsInMemory cuts) throws IOException {
    var runs = new TreeMap<Long, Placed>();
    for (int i = 0; i < cuts.cuts().size(); i++) {
      int at = 0;
      for (ByteRange run : cuts.cuts().get(i).runs()) {
        runs.put(run.offset(), new Placed(i, at, run));
        at += (int) run.length();
      }
    }
    var digest = new DiskDigest(source.disk().sizeBytes());
    for (Placed placed : runs.values()) {
      byte[] content = cuts.contents().get(placed.cut);
      digest.addRun(
          cuts.cuts().get(placed.cut), placed.at, placed.run, () -> ByteBuffer.wrap(content));
    }
    return digest.finish();
  }

  private static Digest digestOf(CutSource source) throws IOException {
    var bytes = new byte[(int) source.disk().sizeBytes()];
    source.disk().read(0, ByteBuffer.wrap(bytes));
    var verity = new FsVerity();
    for (int at = 0; at < bytes.length; at += BlockHash.BLOCK_BYTES) {
      byte[] block = Arrays.copyOfRange(bytes, at, at + BlockHash.BLOCK_BYTES);
      verity.add(ByteBuffer.wrap(BlockHash.newDigest().digest(block)));
    }
    return verity.finish(bytes.length);
  }

  private static ByteBuffer counted(AtomicInteger asked, ByteBuffer bytes) {
    asked.incrementAndGet();
    return bytes;
  }

  private record Placed(int cut, int at, ByteRange run) {}
}
