package io.tain.fs.ext4;

import java.nio.ByteBuffer;

/// What the file system says about one of its groups of blocks.
///
/// Source: Documentation/filesystems/ext4/group_descr.rst of the kernel.
///
/// | byte | | byte, high part | |
/// |---|---|---|---|
/// | 0x00 | block of the block bitmap | 0x20 | |
/// | 0x04 | block of the inode bitmap | 0x24 | |
/// | 0x08 | first block of the inode table | 0x28 | |
/// | 0x0C | free clusters | 0x2C | |
/// | 0x12 | flags | | |
/// | 0x18 | checksum of the block bitmap | 0x38 | |
/// | 0x1E | checksum of these bytes | | |
///
/// @param bytes 32 or more, little-endian
/// @param offset where they lie on the disk
record GroupDescriptor(ByteBuffer bytes, long offset) {
  static final int BLOCK_BITMAP = 0x00;
  static final int INODE_TABLE = 0x08;
  static final int CHECKSUM_OFFSET = 0x1E;

  private static final int CLASSIC_BYTES = 32;
  private static final int BLOCK_UNINIT = 0x2;

  long blockBitmap() {
    return wide(BLOCK_BITMAP, 0x20);
  }

  long inodeBitmap() {
    return wide(0x04, 0x24);
  }

  long inodeTable() {
    return wide(INODE_TABLE, 0x28);
  }

  long freeClusters() {
    int low = bytes.getShort(0x0C) & 0xFFFF;
    return isWide() ? low | (bytes.getShort(0x2C) & 0xFFFFL) << 16 : low;
  }

  /// True when the block bitmap was never written: only the group's own tables are in use.
  boolean hasNoBitmap() {
    return (bytes.getShort(0x12) & BLOCK_UNINIT) != 0;
  }

  /// True when a checksum is the one of the block bitmap, of which narrow descriptors keep half.
  boolean isBitmapChecksum(int checksum) {
    boolean isLow = bytes.getShort(0x18) == (short) checksum;
    return isLow && (!isWide() || bytes.getShort(0x38) == (short) (checksum >>> 16));
  }

  private long wide(int lowOffset, int highOffset) {
    long low = Integer.toUnsignedLong(bytes.getInt(lowOffset));
    return isWide() ? low | (long) bytes.getInt(highOffset) << 32 : low;
  }

  private boolean isWide() {
    return bytes.capacity() > CLASSIC_BYTES;
  }
}
