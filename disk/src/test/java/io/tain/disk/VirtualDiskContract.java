package io.tain.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [VirtualDisk] keeps; a subclass opens its kind of disk with the content of
/// `example()`.
public abstract class VirtualDiskContract {
  /// Of the example; no multiple of 4 KiB, 64 KiB or 1 MiB.
  protected static final int SIZE_BYTES = 3 * 1024 * 1024 + 5 * 512;

  private VirtualDisk disk;

  /// Opens a disk that holds the content of `example`; the suite closes it.
  protected abstract VirtualDisk open(SparseMemoryDisk example) throws Exception;

  /// Data at both ends and at odd places, written zeros, and holes.
  protected static SparseMemoryDisk example() {
    var example = new SparseMemoryDisk(SIZE_BYTES);
    var random = new Random(42);
    example.write(0, bytes(random, 700));
    example.write(65_536 - 512, bytes(random, 1024));
    example.write(300_000, bytes(random, 200_000));
    example.write(1_048_576, new byte[131_072]);
    example.write(2_000_000, bytes(random, 1));
    example.write(SIZE_BYTES - 3, bytes(random, 3));
    return example;
  }

  @BeforeEach
  void openDisk() throws Exception {
    disk = open(example());
  }

  @AfterEach
  void closeDisk() throws Exception {
    disk.close();
  }

  @Test
  void sizeBytes_isTheSizeWritten() {
    assertThat(disk.sizeBytes()).isEqualTo(SIZE_BYTES);
  }

  @Test
  void read_whole_isTheContent() throws Exception {
    byte[] expected = content(example(), 0, SIZE_BYTES);

    assertThat(Arrays.mismatch(content(disk, 0, SIZE_BYTES), expected)).isEqualTo(-1);
  }

  @Test
  void read_randomPieces_areTheContent() throws Exception {
    byte[] expected = content(example(), 0, SIZE_BYTES);
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      int offset = random.nextInt(SIZE_BYTES);
      int length = random.nextInt(Math.min(200_000, SIZE_BYTES - offset) + 1);

      byte[] found = content(disk, offset, length);
      assertThat(Arrays.mismatch(found, 0, length, expected, offset, offset + length))
          .as("%d bytes at %d", length, offset)
          .isEqualTo(-1);
    }
  }

  @Test
  void read_partOfABuffer_leavesTheRestAsItWas() throws Exception {
    ByteBuffer target = ByteBuffer.allocateDirect(2000);
    for (int i = 0; i < 2000; i++) {
      target.put(i, (byte) 0x55);
    }
    target.position(100).limit(800);

    disk.read(300_000, target);
    int end = target.position();

    target.clear();
    assertThat(end).isEqualTo(800);
    assertThat(target.get(99)).isEqualTo((byte) 0x55);
    assertThat(target.get(800)).isEqualTo((byte) 0x55);
    byte[] read = new byte[700];
    target.get(100, read);
    assertThat(read).isEqualTo(content(example(), 300_000, 700));
  }

  @Test
  void read_nothingAtTheEnd_isAllowed() throws Exception {
    disk.read(SIZE_BYTES, ByteBuffer.allocate(0));
  }

  @Test
  void read_pastTheEnd_isAProgrammingError() {
    assertThatThrownBy(() -> disk.read(SIZE_BYTES - 10, ByteBuffer.allocate(11)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> disk.read(-1, ByteBuffer.allocate(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void extents_ofAnyRange_coverItInOrderAndZerosAreZeros() throws Exception {
    SparseMemoryDisk example = example();
    var random = new Random(11);
    var ranges = new ArrayList<>(List.of(new ByteRange(0, SIZE_BYTES), new ByteRange(0, 0)));
    for (int i = 0; i < 50; i++) {
      int offset = random.nextInt(SIZE_BYTES);
      ranges.add(new ByteRange(offset, random.nextInt(SIZE_BYTES - offset + 1)));
    }
    for (ByteRange range : ranges) {
      long at = range.offset();
      for (Extent extent : disk.extents(range)) {
        assertThat(extent.range().offset()).isEqualTo(at);
        assertThat(extent.range().isEmpty()).isFalse();
        if (extent instanceof Extent.Zero(var run)) {
          byte[] zeros = new byte[(int) run.length()];
          assertThat(Arrays.equals(content(example, run.offset(), zeros.length), zeros)).isTrue();
        }
        at = extent.range().end();
      }
      assertThat(at).isEqualTo(range.end());
    }
  }

  @Test
  void extents_pastTheEnd_isAProgrammingError() {
    assertThatThrownBy(() -> disk.extents(new ByteRange(SIZE_BYTES - 10, 11)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void slice_isTheRangeAsADisk() throws Exception {
    VirtualDisk slice = disk.slice(new ByteRange(299_000, 70_000));

    assertThat(slice.sizeBytes()).isEqualTo(70_000);
    assertThat(Arrays.equals(content(slice, 500, 60_000), content(example(), 299_500, 60_000)))
        .isTrue();
    assertThat(slice.extents(new ByteRange(100, 50_000)).getFirst().range().offset())
        .isEqualTo(100);
  }

  @Test
  void read_fromManyThreads_isTheContent() throws Exception {
    byte[] expected = content(example(), 0, SIZE_BYTES);
    var tasks = new ArrayList<Callable<Boolean>>();
    for (int seed = 0; seed < 8; seed++) {
      var random = new Random(seed);
      tasks.add(() -> piecesAreEqual(expected, random));
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var result : threads.invokeAll(tasks)) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  private boolean piecesAreEqual(byte[] expected, Random random) throws Exception {
    boolean areEqual = true;
    for (int i = 0; i < 50; i++) {
      int offset = random.nextInt(SIZE_BYTES - 5000);
      areEqual &=
          Arrays.equals(content(disk, offset, 5000), 0, 5000, expected, offset, offset + 5000);
    }
    return areEqual;
  }

  /// The bytes of a piece of a disk.
  protected static byte[] content(VirtualDisk disk, long offset, int length) throws Exception {
    byte[] content = new byte[length];
    disk.read(offset, ByteBuffer.wrap(content));
    return content;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
