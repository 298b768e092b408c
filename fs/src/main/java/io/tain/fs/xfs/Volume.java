package io.tain.fs.xfs;

import io.tain.disk.VirtualDisk;
import io.tain.fs.FileKind;
import io.tain.fs.UnsupportedFileSystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/// The parts of an opened file system.
///
/// @param uuid as the structures of version 5 carry it
record Volume(Superblock superblock, Blocks blocks, Inodes inodes, UUID uuid) {
  static Volume open(VirtualDisk disk) throws IOException {
    if (disk.sizeBytes() < Superblock.SIZE_BYTES) {
      throw Blocks.malformed(0, "a superblock", disk.sizeBytes() + " bytes");
    }
    ByteBuffer start = ByteBuffer.allocate(Superblock.SIZE_BYTES);
    disk.read(0, start);
    int sectorBytes = (int) Math.min(Superblock.sectorBytes(start), disk.sizeBytes());
    ByteBuffer sector = ByteBuffer.allocate(sectorBytes);
    disk.read(0, sector);
    Superblock superblock = Superblock.decode(sector.flip(), disk.sizeBytes());
    var blocks = new Blocks(disk, superblock);
    new LogHead(superblock, blocks).requireClean();
    var inodes = new Inodes(superblock, blocks);
    return new Volume(superblock, blocks, inodes, superblock.metadataUuid());
  }

  /// The inode, which must be of this kind and readable.
  Inode inode(long number, FileKind kind) throws IOException {
    Inode inode = inodes.read(number);
    if (inode.kind() != kind) {
      throw new IllegalArgumentException("inode " + number + " is no " + kind);
    }
    if (inode.isRealtime()) {
      throw new UnsupportedFileSystemException("xfs", "a file on a realtime device");
    }
    return inode;
  }

  /// How many blocks so many bytes take.
  long blocksOf(long bytes) {
    long blockBytes = blocks.blockBytes();
    return bytes / blockBytes + (bytes % blockBytes == 0 ? 0 : 1);
  }
}
