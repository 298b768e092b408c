package io.tain.fs.xfs;

import io.tain.fs.ImageMutation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Makes the checksum right of the structure of version 5 that was changed.
///
/// Which one it is, is what the sound image has there.
final class StructureSeal implements ImageMutation.Seal {
  /// Superblock, free space, inodes, and the list of blocks kept aside: one sector each.
  private static final int[] SUMS_OF_SECTORS = {224, 216, 312, 32};

  private static final int INODE = 0x494E;
  private static final int SECTOR_BYTES = 512;

  private final byte[] sound;
  private final int blockBytes;
  private final int groupBytes;
  private final int inodeBytes;

  /// @param sound of sectors of 512 bytes, and of directory blocks as long as others
  StructureSeal(byte[] sound) {
    ByteBuffer bytes = ByteBuffer.wrap(sound);
    this.sound = sound;
    this.blockBytes = bytes.getInt(4);
    this.groupBytes = bytes.getInt(84) * blockBytes;
    this.inodeBytes = bytes.getShort(104);
  }

  @Override
  public void close(byte[] damaged, int at) {
    int inGroup = at % groupBytes;
    if (inGroup / SECTOR_BYTES < SUMS_OF_SECTORS.length) {
      int sum = SUMS_OF_SECTORS[inGroup / SECTOR_BYTES];
      close(damaged, at / SECTOR_BYTES * SECTOR_BYTES, SECTOR_BYTES, sum);
      return;
    }
    int block = at / blockBytes * blockBytes;
    ByteBuffer bytes = ByteBuffer.wrap(sound, block, blockBytes).slice();
    if (bytes.getShort(0) == INODE) {
      close(damaged, at / inodeBytes * inodeBytes, inodeBytes, Inode.CHECKSUM);
    } else if (sumOf(bytes) > 0) {
      close(damaged, block, blockBytes, sumOf(bytes));
    }
  }

  /// Where a block has its checksum; 0 when it is of no known kind.
  private static int sumOf(ByteBuffer block) {
    return switch (block.getInt(0)) {
      case 0x58444233, 0x58444433 -> 4;
      case 0x41423342 -> 52;
      case 0x424D4133 -> 64;
      case 0x58534C4D, 0x5841524D -> 12;
      default -> {
        int magic = block.getShort(8) & 0xFFFF;
        yield magic == 0x3BEE || magic == 0x3EBE ? 12 : 0;
      }
    };
  }

  private static void close(byte[] damaged, int at, int length, int sumAt) {
    ByteBuffer bytes = ByteBuffer.wrap(damaged, at, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(sumAt, 0);
    var sum = new CRC32C();
    sum.update(Arrays.copyOfRange(damaged, at, at + length));
    bytes.putInt(sumAt, (int) sum.getValue());
  }
}
