package io.tain.fs.ext4;

import io.tain.disk.VirtualDisk;
import io.tain.fs.FileKind;
import io.tain.fs.Notice;
import io.tain.fs.UnsupportedFileSystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/// The parts of an opened file system.
record Volume(Superblock superblock, Blocks blocks, Inodes inodes, Set<Notice> notices) {
  static Volume open(VirtualDisk disk) throws IOException {
    if (disk.sizeBytes() < Superblock.OFFSET_BYTES + Superblock.SIZE_BYTES) {
      throw Blocks.malformed(0, "a superblock", disk.sizeBytes() + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate(Superblock.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    disk.read(Superblock.OFFSET_BYTES, bytes);
    Superblock superblock = Superblock.decode(bytes.flip(), disk.sizeBytes());
    var blocks = new Blocks(disk, superblock.blockBytes(), superblock.blocks());
    return new Volume(superblock, blocks, new Inodes(superblock, blocks), superblock.notices());
  }

  /// The inode, which must be of this kind and readable.
  Inode inode(long number, FileKind kind) throws IOException {
    Inode inode = inodes.read(number);
    if (inode.kind() != kind) {
      throw new IllegalArgumentException("inode " + number + " is no " + kind);
    }
    if (inode.has(Inode.FLAG_ENCRYPTED)) {
      throw new UnsupportedFileSystemException(superblock.type(), "encrypt");
    }
    return inode;
  }

  /// Where the blocks of a file lie that does not hold its content itself.
  BlockMap map(Inode inode) {
    boolean hasExtents = inode.has(Inode.FLAG_EXTENTS);
    int blockBytes = blocks.blockBytes();
    long most = hasExtents ? ExtentTree.MAX_BLOCKS : IndirectBlocks.maxBlocks(blockBytes);
    if (blocksOf(inode) > most) {
      throw Blocks.malformed(
          0, "at most " + most + " blocks in inode " + inode.number(), blocksOf(inode));
    }
    return hasExtents
        ? new ExtentTree(inode, blocks, superblock.hasChecksums())
        : new IndirectBlocks(inode, blocks);
  }

  /// How many blocks a file's content takes, holes included.
  long blocksOf(Inode inode) {
    long blockBytes = blocks.blockBytes();
    return inode.sizeBytes() / blockBytes + (inode.sizeBytes() % blockBytes == 0 ? 0 : 1);
  }
}
