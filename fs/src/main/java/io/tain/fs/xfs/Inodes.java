package io.tain.fs.xfs;

import io.tain.fs.FileKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/// The inodes of a file system, by their number, which tells where they lie.
///
/// The number is group, block in the group and place in the block, in that order of bits. A number
/// that no inode has leads to bytes that are none, or to an inode that is free.
final class Inodes {
  private static final short MAGIC = 0x494E;

  private final Superblock superblock;
  private final Blocks blocks;
  private final UUID uuid;

  Inodes(Superblock superblock, Blocks blocks) {
    this.superblock = superblock;
    this.blocks = blocks;
    this.uuid = superblock.metadataUuid();
  }

  /// The checked inode of a file that is in use.
  ///
  /// One that is in no group contradicts the number of groups in the superblock.
  Inode read(long number) throws IOException {
    int log = superblock.inodesPerBlockLog();
    long block = number >>> log;
    int index = (int) (number & (1L << log) - 1);
    int at = index * superblock.inodeBytes();
    ByteBuffer bytes = blocks.table(block, Superblock.GROUPS).slice(at, superblock.inodeBytes());
    return decode(number, bytes, blocks.offsetOf(block) + at);
  }

  private Inode decode(long number, ByteBuffer bytes, long offset) {
    if (bytes.getShort(0) != MAGIC) {
      throw Blocks.malformed(offset, "inode " + number, "0x%x".formatted(bytes.getShort(0)));
    }
    checkVersion(number, bytes, offset);
    int mode = bytes.getShort(2);
    FileKind kind =
        FileKind.ofMode(mode)
            .orElseThrow(() -> Blocks.malformed(offset + 2, "a file type", mode >> 12 & 0xF));
    var inode = new Inode(number, offset, bytes, kind, bytes.getLong(56));
    if (inode.links() <= 0) {
      throw Blocks.malformed(offset, "inode " + number + " in use", inode.links() + " links");
    }
    if (inode.sizeBytes() < 0) {
      throw Blocks.malformed(offset, "a size of inode " + number, inode.sizeBytes());
    }
    return inode;
  }

  private void checkVersion(long number, ByteBuffer bytes, long offset) {
    int version = bytes.get(4);
    if (superblock.isVersion5() ? version != 3 : version != 1 && version != 2) {
      throw Blocks.malformed(offset + 4, "the version of inode " + number, version);
    }
    if (version == 3) {
      if (!Checksum.matches(bytes, Inode.CHECKSUM)) {
        throw Blocks.malformed(offset, "the checksum of inode " + number, "another");
      }
      if (bytes.getLong(Inode.NUMBER) != number) {
        throw Blocks.malformed(offset, "inode " + number, bytes.getLong(Inode.NUMBER));
      }
      var found = new UUID(bytes.getLong(Inode.UUID), bytes.getLong(Inode.UUID + 8));
      if (!found.equals(uuid)) {
        throw Blocks.malformed(offset, "uuid %s in inode %d".formatted(uuid, number), found);
      }
    }
  }
}
