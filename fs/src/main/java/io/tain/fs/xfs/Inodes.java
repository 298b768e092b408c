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
  Inode read(long number) throws IOException {
    int log = superblock.inodesPerBlockLog();
    long block = number >>> log;
    int index = (int) (number & (1L << log) - 1);
    int at = index * superblock.inodeBytes();
    ByteBuffer bytes = blocks.table(block).slice(at, superblock.inodeBytes());
    return decode(number, bytes, blocks.offsetOf(block) + at);
  }

  private Inode decode(long number, ByteBuffer bytes, long offset) {
    if (bytes.getShort(0) != MAGIC) {
      throw Blocks.malformed(offset, "inode " + number, "0x%x".formatted(bytes.getShort(0)));
    }
    checkVersion(number, bytes, offset);
    FileKind kind = kind(bytes.getShort(2) >> 12 & 0xF, offset);
    var inode = new Inode(number, bytes, kind, bytes.getLong(56));
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

  private static FileKind kind(int type, long offset) {
    return switch (type) {
      case 0x1 -> FileKind.PIPE;
      case 0x2 -> FileKind.CHARACTER_DEVICE;
      case 0x4 -> FileKind.DIRECTORY;
      case 0x6 -> FileKind.BLOCK_DEVICE;
      case 0x8 -> FileKind.FILE;
      case 0xA -> FileKind.SYMLINK;
      case 0xC -> FileKind.SOCKET;
      default -> throw Blocks.malformed(offset, "a file type", type);
    };
  }
}
