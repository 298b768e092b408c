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
///
/// @param notices what is unusual about it
record Volume(Superblock superblock, Blocks blocks, Inodes inodes, Set<Notice> notices) {
  Volume {
    notices = Set.copyOf(notices);
  }

  /// The file system on a disk, with the journal applied that was not.
  static Volume open(VirtualDisk disk) throws IOException {
    if (disk.sizeBytes() < Superblock.OFFSET_BYTES + Superblock.SIZE_BYTES) {
      throw Blocks.malformed(Superblock.OFFSET_BYTES, "a superblock", disk.sizeBytes() + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate(Superblock.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    disk.read(Superblock.OFFSET_BYTES, bytes);
    Superblock superblock = Superblock.decode(bytes.flip(), disk.sizeBytes());
    Volume asItIs = of(disk, superblock, ReplayedBlocks.NONE, superblock.notices());
    return superblock.needsRecovery() ? asItIs.recovered(disk) : asItIs;
  }

  private static Volume of(
      VirtualDisk disk, Superblock superblock, ReplayedBlocks replayed, Set<Notice> notices) {
    var blocks = new Blocks(disk, superblock.blockBytes(), superblock.blocks(), replayed);
    return new Volume(superblock, blocks, new Inodes(superblock, blocks), notices);
  }

  /// The superblock may be one of the blocks that the journal holds.
  private Volume recovered(VirtualDisk disk) throws IOException {
    Journal journal = Journal.open(this);
    ReplayedBlocks replayed = journal.replay();
    var newBlocks = new Blocks(disk, blocks.blockBytes(), blocks.count(), replayed);
    ByteBuffer bytes = ByteBuffer.allocate(Superblock.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int at = Superblock.OFFSET_BYTES;
    newBlocks.data(at / blocks.blockBytes(), at % blocks.blockBytes(), bytes);
    Superblock newest = Superblock.decode(bytes.flip(), disk.sizeBytes());
    if (newest.blockBytes() != blocks.blockBytes()) {
      throw Blocks.malformed(at, "blocks of " + blocks.blockBytes(), newest.blockBytes());
    }
    Set<Notice> both = newest.notices();
    both.addAll(notices);
    if (!replayed.isEmpty()) {
      both.add(Notice.JOURNAL_REPLAYED);
    }
    if (journal.hasError()) {
      both.add(Notice.ERRORS_RECORDED);
    }
    return of(disk, newest, replayed, both);
  }

  /// The inode, which must be of this kind and readable.
  Inode readable(long number, FileKind kind) throws IOException {
    Inode inode = inode(number, kind);
    if (inode.has(Inode.FLAG_ENCRYPTED)) {
      throw new UnsupportedFileSystemException(superblock.type(), "encrypt");
    }
    return inode;
  }

  /// The inode, which must be of this kind; its content, or the names in it, may be encrypted.
  Inode inode(long number, FileKind kind) throws IOException {
    Inode inode = inodes.read(number);
    if (inode.kind() != kind) {
      throw new IllegalArgumentException("inode " + number + " is no " + kind);
    }
    return inode;
  }

  /// The superblock's counter is right only while nobody has it mounted.
  long freeBlocks() throws IOException {
    if (!notices.contains(Notice.NOT_UNMOUNTED)) {
      return superblock.freeBlocks();
    }
    long free = new Groups(superblock, blocks).freeClusters() * superblock.clusterBlocks();
    if (free > superblock.blocks()) {
      throw Blocks.malformed(
          Superblock.OFFSET_BYTES, "at most " + superblock.blocks() + " free blocks", free);
    }
    return free;
  }

  /// Where the blocks of a file lie that does not hold its content itself.
  BlockMap map(Inode inode) {
    boolean hasExtents = inode.has(Inode.FLAG_EXTENTS);
    int blockBytes = blocks.blockBytes();
    long most = hasExtents ? ExtentTree.MAX_BLOCKS : IndirectBlocks.maxBlocks(blockBytes);
    if (blocksOf(inode) > most) {
      throw Blocks.malformed(
          inode.offset(),
          "at most " + most + " blocks in inode " + inode.number(),
          blocksOf(inode));
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
