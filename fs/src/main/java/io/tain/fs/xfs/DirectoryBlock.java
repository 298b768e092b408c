package io.tain.fs.xfs;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One block of names.
///
/// Source: XFS Algorithms & Data Structures, "Block Directories" and "Leaf Directories". After a
/// header of 16 bytes, 64 in version 5, come entries of multiples of 8 bytes. The block of a
/// directory that has no other ends with an index by hash, whose length is in its last 8 bytes.
///
/// | byte of an entry | 0 | 8 | 9 | | last two |
/// |---|---|---|---|---|---|
/// | in use | inode | length | name | type | place in the block |
/// | free | `FFFF` and length, 2 each | | | | place in the block |
final class DirectoryBlock {
  private static final int BLOCK_4 = 0x58443242;
  private static final int DATA_4 = 0x58443244;
  private static final int BLOCK_5 = 0x58444233;
  private static final int DATA_5 = 0x58444433;
  private static final int FREE = 0xFFFF;
  private static final int GRAIN_BYTES = 8;
  private static final int TAIL_BYTES = 8;
  private static final int NAME_OFFSET = 9;

  /// Of one in use, whose name has one character at least.
  private static final int LEAST_ENTRY_BYTES = 16;

  private final Volume volume;
  private final long directory;
  private final ByteBuffer bytes;

  DirectoryBlock(Volume volume, long directory, ByteBuffer bytes) {
    this.volume = volume;
    this.directory = directory;
    this.bytes = bytes;
  }

  /// Shows the entries until the visitor says no, and answers what it said last.
  ///
  /// @param offset where the block lies, in bytes
  /// @param isOnly true when the directory has no other block
  boolean scan(long offset, boolean isOnly, Visitor visitor) throws IOException {
    boolean isVersion5 = volume.superblock().isVersion5();
    int magic = bytes.getInt(0);
    boolean hasIndex = magic == (isVersion5 ? BLOCK_5 : BLOCK_4);
    if (hasIndex ? !isOnly : magic != (isVersion5 ? DATA_5 : DATA_4)) {
      throw malformed(offset, "a block of names", "0x%x".formatted(magic));
    }
    if (isVersion5) {
      Stamp.DIRECTORY_DATA.check(bytes, volume.uuid(), offset, directory);
    }
    int end = hasIndex ? indexStart(offset) : bytes.capacity();
    for (int at = isVersion5 ? 64 : 16; at < end; ) {
      boolean isFree = (bytes.getShort(at) & 0xFFFF) == FREE;
      int length = isFree ? bytes.getShort(at + 2) & 0xFFFF : entryLength(at, end);
      if (length < GRAIN_BYTES || length % GRAIN_BYTES != 0 || length > end - at) {
        throw malformed(offset + at, "an entry of 8 to %d bytes".formatted(end - at), length);
      }
      if ((bytes.getShort(at + length - 2) & 0xFFFF) != at) {
        throw malformed(offset + at, "the place " + at, bytes.getShort(at + length - 2) & 0xFFFF);
      }
      if (!isFree && !show(at, offset, visitor)) {
        return false;
      }
      at += length;
    }
    return true;
  }

  private int indexStart(long offset) {
    int tail = bytes.capacity() - TAIL_BYTES;
    long count = Integer.toUnsignedLong(bytes.getInt(tail));
    if (count > tail / GRAIN_BYTES) {
      throw malformed(offset + tail, "an index inside the block", count);
    }
    return tail - (int) count * GRAIN_BYTES;
  }

  /// The length of an entry in use; one that is too long when not even its name begins here.
  private int entryLength(int at, int end) {
    if (end - at < LEAST_ENTRY_BYTES) {
      return LEAST_ENTRY_BYTES;
    }
    int type = volume.superblock().hasFileTypes() ? 1 : 0;
    int used = NAME_OFFSET + (bytes.get(at + 8) & 0xFF) + type + 2;
    return Math.ceilDiv(used, GRAIN_BYTES) * GRAIN_BYTES;
  }

  private boolean show(int at, long offset, Visitor visitor) throws IOException {
    byte[] name = new byte[bytes.get(at + 8) & 0xFF];
    bytes.get(at + NAME_OFFSET, name);
    return visitor.visit(name, bytes.getLong(at), offset + at);
  }

  private RuntimeException malformed(long offset, String expected, Object found) {
    return Blocks.malformed(offset, expected + " in directory " + directory, found);
  }

  /// Takes the entries of a block.
  interface Visitor {
    /// Takes one entry, which lies at `offset`; answers true to be shown more.
    boolean visit(byte[] name, long inode, long offset) throws IOException;
  }
}
