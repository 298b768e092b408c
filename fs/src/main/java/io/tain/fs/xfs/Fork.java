package io.tain.fs.xfs;

import java.nio.ByteBuffer;

/// One of the two contents of an inode: its data, or its extended attributes.
///
/// @param inode the number of the inode that it belongs to
/// @param offset where its part of the inode lies on the disk, in bytes
/// @param bytes the part of the inode that holds the content, its extents, or the root of their
///     tree; big-endian
/// @param extents how many the inode says that there are
record Fork(long inode, long offset, Format format, ByteBuffer bytes, long extents) {
  /// How the content is held.
  enum Format {
    DEVICE,
    LOCAL,
    EXTENTS,
    TREE
  }

  /// @param number as on the disk
  static Format formatOf(int number, long inode, long offset) {
    return switch (number) {
      case 0 -> Format.DEVICE;
      case 1 -> Format.LOCAL;
      case 2 -> Format.EXTENTS;
      case 3 -> Format.TREE;
      default -> throw Blocks.malformed(offset, "a format 0 to 3 of inode " + inode, number);
    };
  }

  /// The first bytes of a fork that holds its content itself.
  ByteBuffer content(long length) {
    if (format != Format.LOCAL || length < 0 || length > bytes.capacity()) {
      throw Blocks.malformed(
          offset,
          "content of inode %d inside it".formatted(inode),
          "%s, %d".formatted(format, length));
    }
    return bytes.slice(0, (int) length);
  }
}
