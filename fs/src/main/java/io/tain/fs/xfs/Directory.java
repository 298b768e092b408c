package io.tain.fs.xfs;

import io.tain.fs.FileNames;
import io.tain.fs.UnsupportedFileSystemException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The names in a directory, in any of its forms.
///
/// A small directory is in its inode. All others are blocks of names, one or more blocks of the
/// file system each, below byte 2^35 of the directory; what lies above are indices by hash, which
/// are not read.
///
/// Source: XFS Algorithms & Data Structures, "Directories". In the inode:
///
/// | byte | 0 | 1 | 2 | of a name: 0 | 1 | 3 | | |
/// |---|---|---|---|---|---|---|---|---|
/// | | names | those with 8 bytes of inode | parent | length | offset | name | type | inode |
final class Directory {
  /// Bounds what one directory can cost: kernel and tools slow down long before.
  private static final long MAX_BYTES = 512L << 20;

  private static final int LENGTH_AND_OFFSET_BYTES = 3;

  private final Volume volume;
  private final Inode inode;
  private final Fork fork;

  Directory(Volume volume, Inode inode) {
    this.volume = volume;
    this.inode = inode;
    this.fork = inode.data();
  }

  /// Shows every entry except `.` and `..`, in the order of the disk, until the visitor says no.
  void scan(Visitor visitor) throws IOException {
    switch (fork.format()) {
      case LOCAL -> scanInode(visitor);
      case EXTENTS, TREE -> scanBlocks(visitor);
      case DEVICE -> throw malformed(inode.offset(), "names", "a device");
    }
  }

  private void scanInode(Visitor visitor) throws IOException {
    ByteBuffer names = fork.content(inode.sizeBytes());
    boolean hasTypes = volume.superblock().hasFileTypes();
    int inodeBytes = names.capacity() > 1 && names.get(1) != 0 ? 8 : 4;
    int at = 2 + inodeBytes;
    int count = names.capacity() == 0 ? 0 : names.get(0) & 0xFF;
    for (int i = 0; i < count; i++) {
      int length = at < names.capacity() ? names.get(at) & 0xFF : 0;
      int inodeAt = at + LENGTH_AND_OFFSET_BYTES + length + (hasTypes ? 1 : 0);
      if (inodeAt + inodeBytes > names.capacity()) {
        throw malformed(fork.offset() + at, count + " names in the inode", i);
      }
      byte[] name = new byte[length];
      names.get(at + LENGTH_AND_OFFSET_BYTES, name);
      long child =
          inodeBytes == 8 ? names.getLong(inodeAt) : Integer.toUnsignedLong(names.getInt(inodeAt));
      if (!show(name, child, fork.offset() + at, visitor)) {
        return;
      }
      at = inodeAt + inodeBytes;
    }
  }

  private void scanBlocks(Visitor visitor) throws IOException {
    long size = inode.sizeBytes();
    int blockBytes = volume.superblock().directoryBytes();
    if (size > MAX_BYTES) {
      throw new UnsupportedFileSystemException("xfs", "directory > " + (MAX_BYTES >> 20) + " MiB");
    }
    if (size == 0 || size % blockBytes != 0) {
      throw malformed(inode.offset(), "whole blocks", size);
    }
    var extents = new Extents(volume, fork);
    int step = blockBytes / volume.blocks().blockBytes();
    long end = size / volume.blocks().blockBytes();
    for (long logical = 0; logical < end; ) {
      Extents.Run run = extents.locate(logical);
      if (run.physical() == Extents.Run.HOLE) {
        logical = Math.ceilDiv(run.end(), step) * (long) step;
        continue;
      }
      var block = new DirectoryBlock(volume, inode.number(), bytes(extents, logical, step));
      long offset = volume.blocks().offsetOf(run.physical() + logical - run.logical());
      if (!block.scan(
          offset, size == blockBytes, (name, child, at) -> show(name, child, at, visitor))) {
        return;
      }
      logical += step;
    }
  }

  /// The bytes of one block of the directory, whose parts may lie apart.
  private ByteBuffer bytes(Extents extents, long logical, int count) throws IOException {
    if (count == 1) {
      return block(extents, logical);
    }
    ByteBuffer bytes = ByteBuffer.allocate(count * volume.blocks().blockBytes());
    for (int i = 0; i < count; i++) {
      bytes.put(block(extents, logical + i));
    }
    return bytes.flip();
  }

  private ByteBuffer block(Extents extents, long logical) throws IOException {
    Extents.Run run = extents.locate(logical);
    if (!run.isWritten()) {
      throw malformed(fork.offset(), "a block " + logical, "a hole");
    }
    return volume.blocks().table(run.physical() + logical - run.logical(), fork.offset());
  }

  private boolean show(byte[] name, long child, long offset, Visitor visitor) throws IOException {
    if (!FileNames.isValid(name)) {
      throw malformed(offset, "a name without / and zero bytes", name.length + " bytes");
    }
    String text = FileNames.decode(name);
    return text.equals(".") || text.equals("..") || visitor.visit(text, child);
  }

  private RuntimeException malformed(long offset, String expected, Object found) {
    return Blocks.malformed(offset, expected + " in directory " + inode.number(), found);
  }

  /// Takes the entries of a directory.
  interface Visitor {
    /// Takes one entry; answers true to be shown more.
    boolean visit(String name, long inode) throws IOException;
  }
}
