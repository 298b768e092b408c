package io.tain.fs.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The checksum of a directory's block: in an entry at its end, or behind the hash tree's entries.
///
/// Source: `ext4_dirblock_csum_verify` and `ext4_dx_csum_verify` of the kernel's fs/ext4/namei.c.
///
/// @param block whole, little-endian
/// @param offset where it lies on the disk, in bytes
record DirectoryChecksum(Inode inode, ByteBuffer block, long offset) {
  private static final int TAIL_BYTES = 12;
  private static final int TAIL_TYPE = 0xDE;
  private static final int NODE_COUNT_OFFSET = 8;
  private static final int ROOT_COUNT_OFFSET = 32;
  private static final int HASH_ENTRY_BYTES = 8;

  void check(boolean isFirst) {
    if (inode.has(Inode.FLAG_INDEXED)) {
      if (isFirst) {
        checkTree(ROOT_COUNT_OFFSET);
        return;
      }
      if (block.getInt(0) == 0 && entryLength(block, 0) == block.capacity()) {
        checkTree(NODE_COUNT_OFFSET);
        return;
      }
    }
    checkNames();
  }

  /// The length of an entry; a block of 64 KiB has its own way to say 64 KiB.
  static int entryLength(ByteBuffer entries, int at) {
    int length = entries.getShort(at + 4) & 0xFFFF;
    if (entries.capacity() < 1 << 16) {
      return length;
    }
    return length == 0 || length == 0xFFFF ? 1 << 16 : (length & 0xFFFC) | (length & 3) << 16;
  }

  private void checkNames() {
    int tail = block.capacity() - TAIL_BYTES;
    boolean isTail =
        block.getInt(tail) == 0 && block.getInt(tail + 4) == (TAIL_BYTES | TAIL_TYPE << 24);
    expect(isTail && block.getInt(tail + 8) == inode.seed().of(block.slice(0, tail)));
  }

  private void checkTree(int countOffset) {
    int limit = block.getShort(countOffset) & 0xFFFF;
    int count = block.getShort(countOffset + 2) & 0xFFFF;
    int tail = countOffset + limit * HASH_ENTRY_BYTES;
    expect(count <= limit && tail <= block.capacity() - 8);
    ByteBuffer checked =
        ByteBuffer.allocate(countOffset + count * HASH_ENTRY_BYTES + 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(block.slice(0, countOffset + count * HASH_ENTRY_BYTES))
            .putInt(block.getInt(tail))
            .putInt(0);
    expect(block.getInt(tail + 4) == inode.seed().of(checked.flip()));
  }

  private void expect(boolean condition) {
    if (!condition) {
      throw Blocks.malformed(
          offset, "the checksum of a block of directory " + inode.number(), "another");
    }
  }
}
