package io.tain.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A place that holds extended attributes.
///
/// @param bytes from the first one to the end of the place, little-endian
/// @param values what the offsets of values count in, little-endian
/// @param offset of the place on the disk, in bytes
record AttributeArea(Inode inode, ByteBuffer bytes, ByteBuffer values, long offset) {
  private static final int MAGIC = 0xEA020000;
  private static final int BLOCK_HEADER_BYTES = 32;
  private static final int CHECKSUM_OFFSET = 16;

  /// What lies behind the fields of an inode; without entries when nothing does.
  static AttributeArea ofBody(Inode inode) {
    int start = Inode.CLASSIC_BYTES + inode.extraBytes();
    ByteBuffer bytes = inode.bytes();
    boolean isUsed = start <= bytes.capacity() - 4 && inode.extraBytes() > 0;
    int from = isUsed && bytes.getInt(start) == MAGIC ? start + 4 : bytes.capacity();
    ByteBuffer area = bytes.slice(from, bytes.capacity() - from).order(ByteOrder.LITTLE_ENDIAN);
    return new AttributeArea(inode, area, area, inode.offset() + from);
  }

  /// The checked block that an inode names, which other inodes may share.
  static AttributeArea ofBlock(Volume volume, Inode inode, long number) throws IOException {
    ByteBuffer block = volume.blocks().table(number, inode.offset() + Inode.ATTRIBUTE_BLOCK);
    long offset = volume.blocks().offsetOf(number);
    if (block.getInt(0) != MAGIC || block.getInt(8) != 1) {
      throw Blocks.malformed(offset, "a block of attributes, magic 0xEA020000", block.getInt(0));
    }
    if (volume.superblock().hasChecksums()) {
      check(volume.superblock().checksumSeed(), block, number, offset);
    }
    ByteBuffer entries =
        block
            .slice(BLOCK_HEADER_BYTES, block.capacity() - BLOCK_HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    return new AttributeArea(inode, entries, block, offset);
  }

  /// The entries, whose names and values lie inside of the place.
  List<AttributeEntry> entries() {
    var entries = new ArrayList<AttributeEntry>();
    int at = 0;
    while (at + 4 <= bytes.capacity() && bytes.getInt(at) != 0) {
      var entry = new AttributeEntry(bytes, at, values);
      int left = bytes.capacity() - at;
      if (left < AttributeEntry.HEADER_BYTES || left < entry.length()) {
        throw malformed("an attribute of at most " + left + " bytes", at);
      }
      boolean isHere = entry.valueInode() == 0;
      if (isHere && entry.valueBytes() > values.capacity() - entry.valueOffset()) {
        throw malformed("a value within " + values.capacity() + " bytes", entry.valueBytes());
      }
      entries.add(entry);
      at += entry.length();
    }
    return entries;
  }

  private RuntimeException malformed(String expected, Object found) {
    return Blocks.malformed(offset, expected + " in inode " + inode.number(), found);
  }

  private static void check(ChecksumSeed seed, ByteBuffer block, long number, long offset) {
    ByteBuffer cleared =
        ByteBuffer.allocate(block.capacity() + 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(number)
            .put(block.duplicate());
    cleared.putInt(8 + CHECKSUM_OFFSET, 0).flip();
    if (seed.of(cleared) != block.getInt(CHECKSUM_OFFSET)) {
      throw Blocks.malformed(offset, "the checksum of a block of attributes", "another");
    }
  }
}
