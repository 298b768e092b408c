package io.tain.fs.ext4;

import io.tain.fs.FileKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The inodes of a file system, by their number.
final class Inodes {
  private static final int CHECKSUM_LOW = 0x7C;
  private static final int CHECKSUM_HIGH = 0x82;
  private static final int OWN_BYTES = 8;

  private final Superblock superblock;
  private final Blocks blocks;
  private final Groups groups;
  private final ChecksumSeed seed;

  Inodes(Superblock superblock, Blocks blocks) {
    this.superblock = superblock;
    this.blocks = blocks;
    this.groups = new Groups(superblock, blocks);
    this.seed = superblock.checksumSeed();
  }

  /// The checked inode of a file that is in use.
  ///
  /// One that is none contradicts the number of inodes, which the superblock starts with.
  Inode read(long number) throws IOException {
    if (number < 1 || number > superblock.inodes()) {
      throw Blocks.malformed(
          Superblock.OFFSET_BYTES, "an inode from 1 to " + superblock.inodes(), number);
    }
    long group = (number - 1) / superblock.inodesPerGroup();
    long index = (number - 1) % superblock.inodesPerGroup();
    long table = groups.inodeTable(group);
    int perBlock = superblock.blockBytes() / superblock.inodeBytes();
    int at = (int) (index % perBlock) * superblock.inodeBytes();
    long block = table + index / perBlock;
    ByteBuffer bytes =
        blocks
            .table(block, Superblock.OFFSET_BYTES)
            .slice(at, superblock.inodeBytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    return decode(number, bytes, blocks.offsetOf(block) + at);
  }

  private Inode decode(long number, ByteBuffer bytes, long offset) {
    if (bytes.capacity() > Inode.CLASSIC_BYTES) {
      int extra = bytes.getShort(Inode.CLASSIC_BYTES) & 0xFFFF;
      if (extra > bytes.capacity() - Inode.CLASSIC_BYTES || extra % 4 != 0) {
        throw Blocks.malformed(offset, "extra_isize inside inode " + number, extra);
      }
    }
    if (superblock.hasChecksums()) {
      checkChecksum(number, bytes, offset);
    }
    if (bytes.getShort(0x1A) == 0) {
      throw Blocks.malformed(offset, "inode " + number + " in use", "no links");
    }
    int mode = bytes.getShort(0x00);
    FileKind kind =
        FileKind.ofMode(mode)
            .orElseThrow(() -> Blocks.malformed(offset, "a file type", mode >> 12 & 0xF));
    long size = Integer.toUnsignedLong(bytes.getInt(0x04));
    if (kind == FileKind.FILE || superblock.hasIncompat(Feature.INCOMPAT_LARGE_DIR)) {
      size |= (long) bytes.getInt(0x6C) << 32;
    }
    if (size < 0) {
      throw Blocks.malformed(offset, "a size of inode " + number, size);
    }
    return new Inode(number, offset, bytes, kind, size, seed);
  }

  /// The sum is of the number, of the generation and of the inode without the sum.
  private void checkChecksum(long number, ByteBuffer bytes, long offset) {
    boolean hasHigh =
        bytes.capacity() > Inode.CLASSIC_BYTES && bytes.getShort(Inode.CLASSIC_BYTES) >= 4;
    ByteBuffer summed =
        ByteBuffer.allocate(OWN_BYTES + bytes.capacity())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) number)
            .putInt(bytes.getInt(Inode.GENERATION))
            .put(bytes.duplicate());
    summed.putShort(OWN_BYTES + CHECKSUM_LOW, (short) 0);
    int found = bytes.getShort(CHECKSUM_LOW) & 0xFFFF;
    if (hasHigh) {
      summed.putShort(OWN_BYTES + CHECKSUM_HIGH, (short) 0);
      found |= bytes.getShort(CHECKSUM_HIGH) << 16;
    }
    int computed = seed.of(summed.flip()) & (hasHigh ? 0xFFFFFFFF : 0xFFFF);
    if (found != computed) {
      throw Blocks.malformed(offset, "the checksum of inode " + number, found);
    }
  }
}
