package io.tain.fs.ext4;

import io.tain.fs.FileEntry;
import io.tain.fs.FileKind;
import java.nio.ByteBuffer;
import java.time.Instant;

/// One inode: what a file is, apart from its names.
///
/// Source: Documentation/filesystems/ext4/inodes.rst of the kernel.
///
/// @param bytes as on the disk, little-endian, with the space for attributes behind it
/// @param kind decoded from the mode
/// @param sizeBytes of the content
/// @param seed what the checksums of its blocks start from
record Inode(long number, ByteBuffer bytes, FileKind kind, long sizeBytes, ChecksumSeed seed) {
  static final int BLOCK_OFFSET = 0x28;
  static final int BLOCK_BYTES = 60;

  static final int FLAG_ENCRYPTED = 0x800;
  static final int FLAG_INDEXED = 0x1000;
  static final int FLAG_EXTENTS = 0x80000;
  static final int FLAG_INLINE = 0x10000000;

  /// 128 bytes are the inode of ext2; what follows them starts with its own length.
  static final int CLASSIC_BYTES = 128;

  private static final int MODIFIED_EXTRA = 0x88;

  boolean has(int flag) {
    return (bytes.getInt(0x20) & flag) != 0;
  }

  /// The 60 bytes that hold block pointers, the root of an extent tree or the content itself.
  ByteBuffer block() {
    return bytes.slice(BLOCK_OFFSET, BLOCK_BYTES).order(bytes.order());
  }

  /// The bytes of the fields behind the classic inode; 0 when there are none.
  int extraBytes() {
    return bytes.capacity() > CLASSIC_BYTES ? bytes.getShort(CLASSIC_BYTES) & 0xFFFF : 0;
  }

  FileEntry.Attributes attributes() {
    int mode = bytes.getShort(0x00) & 0xFFF;
    long uid = unsigned(0x02) | unsigned(0x78) << 16;
    long gid = unsigned(0x18) | unsigned(0x7A) << 16;
    return new FileEntry.Attributes(mode, uid, gid, (int) unsigned(0x1A), modifiedAt());
  }

  private Instant modifiedAt() {
    long seconds = bytes.getInt(0x10);
    if (CLASSIC_BYTES + extraBytes() < MODIFIED_EXTRA + 4) {
      return Instant.ofEpochSecond(seconds);
    }
    int extra = bytes.getInt(MODIFIED_EXTRA);
    return Instant.ofEpochSecond(seconds + ((long) (extra & 3) << 32), extra >>> 2);
  }

  private long unsigned(int offset) {
    return bytes.getShort(offset) & 0xFFFF;
  }
}
