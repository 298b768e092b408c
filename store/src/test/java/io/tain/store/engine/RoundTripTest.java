package io.tain.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.store.Sealed;
import io.tain.store.StoredDisk;
import io.tain.store.cut.RandomDisks;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever disk is stored, the same disk comes back; stored again it costs no chunk.
@Tag("slow")
final class RoundTripTest {
  private static final int MAX_DISK_BYTES = 1_500_000;

  @TempDir private Path root;

  @Test
  void storeAndOpen_randomDiskWithRandomHints_isTheDisk() throws IOException {
    try (StoreHome home = StoreHome.open(root)) {
      Seeds.repeat(
          12,
          random -> {
            var source = RandomDisks.withHints(random, MAX_DISK_BYTES);
            String label = "v" + random.nextInt(Integer.MAX_VALUE);
            Sealed first = home.importer().store(source, label);
            Sealed second = home.importer().store(source, label + "-again", first.place());

            assertThat(second.newBytes()).isZero();
            assertThat(second.contentDigest()).isEqualTo(first.contentDigest());
            requireSame(home, first, source.disk());
            requireSame(home, second, source.disk());
            requireRandomReads(home, first, source.disk(), random);
          });
    }
  }

  @Test
  void store_secondVersionOfChangedDisk_addsLittle() throws IOException {
    byte[] content = new byte[4_000_000];
    Seeds.random().nextBytes(content);
    try (StoreHome home = StoreHome.open(root)) {
      Sealed first = home.importer().store(SparseMemoryDisk.of(content), "one");
      for (int i = 0; i < 5; i++) {
        content[700_000 * i] ^= 1;
      }

      Sealed second = home.importer().store(SparseMemoryDisk.of(content), "two", first.place());

      assertThat(first.newBytes()).isGreaterThan(3_900_000);
      assertThat(second.newBytes()).isLessThan(5 * 2 * 64 * 1024);
      requireSame(home, second, SparseMemoryDisk.of(content));
    }
  }

  @Test
  void addedBytes_ofEachImport_areTheGrowthOfTheStore() throws IOException {
    byte[] content = new byte[1_000_000];
    Seeds.random().nextBytes(content);
    try (StoreHome home = StoreHome.open(root)) {
      for (String label : new String[] {"one", "two", "three"}) {
        content[label.length() * 1000] ^= 1;
        long before = home.store().stats().storedBytes();

        Sealed sealed = home.importer().store(SparseMemoryDisk.of(content), label);

        assertThat(home.store().stats().storedBytes() - before).isEqualTo(sealed.addedBytes());
      }
    }
  }

  private static void requireSame(StoreHome home, Sealed sealed, VirtualDisk expected)
      throws IOException {
    try (StoredDisk stored = home.store().open(sealed.place())) {
      assertThat(sealed.contentDigest()).isEqualTo(Importer.digestOf(expected));
      assertThat(Importer.digestOf(stored)).isEqualTo(sealed.contentDigest());
      assertThat(Importer.dataBytes(stored)).isEqualTo(sealed.dataBytes());
    }
  }

  private static void requireRandomReads(
      StoreHome home, Sealed sealed, VirtualDisk expected, RandomGenerator random)
      throws IOException {
    try (StoredDisk stored = home.store().open(sealed.place())) {
      for (int i = 0; i < 50; i++) {
        int offset = random.nextInt((int) expected.sizeBytes());
        int length = random.nextInt((int) Math.min(100_000, expected.sizeBytes() - offset) + 1);
        ByteBuffer wanted = ByteBuffer.allocate(length);
        ByteBuffer found = ByteBuffer.allocate(length);
        expected.read(offset, wanted);
        stored.read(offset, found);
        assertThat(found.flip()).isEqualTo(wanted.flip());
        requireExtents(stored, new ByteRange(offset, length));
      }
    }
  }

  /// Extents cover the range without gap, and what is a hole reads as zeros.
  private static void requireExtents(StoredDisk stored, ByteRange range) throws IOException {
    long at = range.offset();
    for (var extent : stored.extents(range)) {
      assertThat(extent.range().offset()).isEqualTo(at);
      at = extent.range().end();
      if (extent instanceof io.tain.disk.Extent.Zero(var hole)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) hole.length());
        stored.read(hole.offset(), bytes);
        assertThat(bytes.array()).containsOnly(0);
      }
    }
    assertThat(at).isEqualTo(range.end());
  }
}
