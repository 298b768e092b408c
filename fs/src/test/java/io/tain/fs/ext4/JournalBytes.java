package io.tain.fs.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/// The bytes of an image's journal, to be changed in ways that debugfs does not know.
final class JournalBytes {
  private static final int BLOCK_BYTES = 1024;

  private final byte[] image;
  private final ByteBuffer bytes;
  private final List<Integer> blocks;

  JournalBytes(byte[] image, Path file) throws Exception {
    this.image = image.clone();
    this.bytes = ByteBuffer.wrap(this.image);
    this.blocks = JournalledImage.blocksOf(file, "<8>").stream().filter(this::isData).toList();
  }

  /// Where a block of the journal lies in the image.
  int offsetOf(int block) {
    return blocks.get(block) * BLOCK_BYTES;
  }

  /// The log moved, so that it starts `before` blocks before its last.
  byte[] rotated(int before) {
    byte[] source = image.clone();
    int count = bytes.getInt(offsetOf(0) + 0x10) - 1;
    for (int i = 0; i < count; i++) {
      int to = 1 + (i + count - before) % count;
      System.arraycopy(source, offsetOf(1 + i), image, offsetOf(to), BLOCK_BYTES);
    }
    bytes.putInt(offsetOf(0) + 0x1C, 1 + count - before);
    return sealed();
  }

  JournalBytes async() {
    bytes.putInt(offsetOf(0) + 0x28, bytes.getInt(offsetOf(0) + 0x28) | 4);
    return this;
  }

  /// The only transaction with a sum of the first version, which is wrong by `wrong`.
  byte[] summed(int wrong) {
    bytes.putInt(offsetOf(0) + 0x24, 1);
    int sum = -1;
    int at = 1;
    while (bytes.getInt(offsetOf(at) + 4) != 2 || bytes.getInt(offsetOf(at)) != 0xC03B3998) {
      sum = crc32(sum, offsetOf(at++));
    }
    int commit = offsetOf(at);
    image[commit + 12] = 1;
    image[commit + 13] = 4;
    bytes.putInt(commit + 16, sum + wrong);
    return image;
  }

  /// A log that is one block of revokes, over and over again.
  byte[] filledWithItsFirstBlock() {
    int count = bytes.getInt(offsetOf(0) + 0x10);
    for (int block = 2; block < count; block++) {
      System.arraycopy(image, offsetOf(1), image, offsetOf(block), BLOCK_BYTES);
    }
    return image;
  }

  /// The head of a fast commit behind the last transaction.
  byte[] withFastCommit() {
    int superblock = offsetOf(0);
    int count = bytes.getInt(superblock + 0x54) == 0 ? 256 : bytes.getInt(superblock + 0x54);
    int first = bytes.getInt(superblock + 0x10) - count + 1;
    ByteBuffer block =
        bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(offsetOf(first)).slice();
    block.order(ByteOrder.LITTLE_ENDIAN).putShort((short) 9).putShort((short) 8).putInt(0);
    block.putInt(bytes.getInt(superblock + 0x18) + 1);
    bytes.putInt(superblock + 0x28, bytes.getInt(superblock + 0x28) | 0x20);
    return sealed();
  }

  private boolean isData(int block) {
    // The journal's own extent block, if it has one, is listed too, and is no part of its file.
    return (ByteBuffer.wrap(image).getShort(block * BLOCK_BYTES) & 0xFFFF) != 0x0AF3;
  }

  private byte[] sealed() {
    int superblock = offsetOf(0);
    bytes.putInt(superblock + 0xFC, 0);
    var checksum = new CRC32C();
    checksum.update(image, superblock, 1024);
    bytes.putInt(superblock + 0xFC, ~(int) checksum.getValue());
    return image;
  }

  private int crc32(int start, int offset) {
    int sum = start;
    for (int i = offset; i < offset + BLOCK_BYTES; i++) {
      sum ^= (image[i] & 0xFF) << 24;
      for (int bit = 0; bit < 8; bit++) {
        sum = sum < 0 ? (sum << 1) ^ 0x04C11DB7 : sum << 1;
      }
    }
    return sum;
  }
}
