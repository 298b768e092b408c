package io.tain.fs.xfs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.TainException;
import io.tain.fs.BoundedDisk;
import io.tain.fs.FileSystem;
import io.tain.fs.MalformedFileSystemException;
import io.tain.fs.MutatedImages;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a kernel never writes, in an image of version 4, which has no checksums.
final class XfsHostileTest {
  private static final int FREE_SPACE_HEADER = 512;
  private static final int DIRECTORY_DATA = 0x58443244;

  @TempDir Path directory;

  private byte[] image;
  private ByteBuffer bytes;

  @BeforeEach
  void readImage() throws Exception {
    image = Files.readAllBytes(Golden.image("v4", directory));
    bytes = ByteBuffer.wrap(image);
  }

  @ParameterizedTest
  @CsvSource({"120, 32", "120, 64", "123, 32", "123, -32"})
  void open_logarithmThatIsOneModulo32_isRefusedByF1(int at, int added) {
    image[at] += (byte) added;

    assertRefusedByF1(this::readAll, at);
  }

  @Test
  void list_entryThatStartsInTheLastBytesOfItsBlock_isRefusedByF1() {
    int block = find(DIRECTORY_DATA);
    int length = bytes.getInt(4) << bytes.get(192);
    int last = length - 8;
    bytes.putShort(block + 16, (short) 0xFFFF);
    bytes.putShort(block + 18, (short) (last - 16));
    bytes.putShort(block + last - 2, (short) 16);
    bytes.putLong(block + last, 131);

    assertRefusedByF1(this::readAll, block + last);
  }

  @Test
  void open_lastGroupWithoutRoomForItsHeaders_isRefusedByF1() {
    int blockBytes = bytes.getInt(4);
    long blocks = bytes.getInt(84) + 2L;
    bytes.putLong(8, blocks).putLong(144, 0).putInt(88, 2);
    image = Arrays.copyOf(image, (int) blocks * blockBytes);

    assertRefusedByF1(() -> open().allocatedRanges(_ -> {}), 8);
  }

  @Test
  void allocatedRanges_nodesThatNameOneEmptyLeaf_isRefusedByF1() {
    int inner = 0x6000;
    int leaf = inner + 1;
    node(inner, 1, 2).putInt(0).putInt(0);
    int pointers = at(inner) + 16 + (bytes.getInt(4) - 16) / 12 * 8;
    bytes.putInt(pointers, leaf).putInt(pointers + 4, leaf);
    node(leaf, 0, 0);
    bytes.putInt(FREE_SPACE_HEADER + 16, inner).putInt(FREE_SPACE_HEADER + 28, 2);

    assertRefusedByF1(() -> open().allocatedRanges(_ -> {}), at(leaf));
  }

  @Test
  void allocatedRanges_nodesThatNameOneLeafTwice_isRefusedByF1() {
    int inner = 0x6000;
    int leaf = bytes.getInt(FREE_SPACE_HEADER + 16);
    int first = bytes.getInt(at(leaf) + 16);
    node(inner, 1, 2).putInt(first).putInt(0).putInt(first);
    int pointers = at(inner) + 16 + (bytes.getInt(4) - 16) / 12 * 8;
    bytes.putInt(pointers, leaf).putInt(pointers + 4, leaf);
    bytes.putInt(FREE_SPACE_HEADER + 16, inner).putInt(FREE_SPACE_HEADER + 28, 2);

    assertRefusedByF1(() -> open().allocatedRanges(_ -> {}), at(inner) + 24);
  }

  @Test
  void read_extentOutsideOfItsGroup_isRefusedByF1WhereItStands() {
    int inode = find(0x494E8180, 0xFFFFFFC0);
    int extent = inode + 100;
    bytes.put(inode + 5, (byte) 2).putLong(inode + 56, 100).putInt(inode + 76, 1);
    bytes.put(inode + 82, (byte) 0);
    bytes.putLong(extent, 0x1FF).putLong(extent + 8, -1L << 21 | 1);

    assertRefusedByF1(this::readAll, extent);
  }

  private FileSystem open() throws Exception {
    return XfsFileSystem.open(new BoundedDisk(image, 100_000, 1L << 30));
  }

  private void readAll() throws Exception {
    MutatedImages.readAll(new BoundedDisk(image, 400_000, 2L << 30));
  }

  private int at(int block) {
    return block * bytes.getInt(4);
  }

  /// Writes the head of a node of free space, behind which the buffer then stands.
  private ByteBuffer node(int block, int level, int entries) {
    return bytes
        .position(at(block))
        .putInt(0x41425442)
        .putShort((short) level)
        .putShort((short) entries)
        .putLong(-1);
  }

  private int find(int magic) {
    return find(magic, -1);
  }

  private int find(int magic, int mask) {
    for (int at = 0; at < image.length; at += 256) {
      if ((bytes.getInt(at) & mask) == magic) {
        return at;
      }
    }
    throw new AssertionError("none in the image");
  }

  private static void assertRefusedByF1(ThrowingCallable reading, long offset) {
    assertThatThrownBy(reading)
        .isInstanceOf(MalformedFileSystemException.class)
        .asInstanceOf(InstanceOfAssertFactories.type(TainException.class))
        .extracting(
            TainException::arguments, InstanceOfAssertFactories.map(String.class, String.class))
        .containsAllEntriesOf(Map.of("rule", "F1", "offset", "" + offset));
  }
}
