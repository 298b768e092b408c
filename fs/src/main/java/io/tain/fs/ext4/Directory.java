package io.tain.fs.ext4;

import io.tain.fs.FileNames;
import io.tain.fs.UnsupportedFileSystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The names in a directory.
///
/// Hashed directories are read like the others, block by block: the nodes of the hash tree look
/// like blocks without names.
///
/// Source: Documentation/filesystems/ext4/directory.rst of the kernel.
///
/// | byte of an entry | 0 | 4 | 6 | 7 | 8 |
/// |---|---|---|---|---|---|
/// | | inode | entry length | name length | type | name |
final class Directory {
  private static final int HEADER_BYTES = 8;

  /// Bounds what one directory can cost: kernel and tools slow down long before.
  private static final long MAX_BYTES = 512L << 20;

  private final Volume volume;
  private final Inode inode;

  Directory(Volume volume, Inode inode) {
    this.volume = volume;
    this.inode = inode;
  }

  /// Shows every entry except `.` and `..`, in the order of the disk, until the visitor says no.
  void scan(Visitor visitor) throws IOException {
    if (inode.has(Inode.FLAG_INLINE)) {
      scanInline(visitor);
      return;
    }
    checkSize();
    BlockMap map = volume.map(inode);
    long blocks = volume.blocksOf(inode);
    for (long logical = 0; logical < blocks; ) {
      BlockMap.Run run = map.locate(logical);
      if (run.isHole()) {
        throw malformed(inode.blockOffset(), "a block " + logical, "a hole");
      }
      long end = Math.min(run.end(), blocks);
      for (; logical < end; logical++) {
        if (!scanBlock(run.physical() + logical - run.logical(), logical, visitor)) {
          return;
        }
      }
    }
  }

  private void checkSize() {
    long size = inode.sizeBytes();
    if (size > MAX_BYTES) {
      throw new UnsupportedFileSystemException(
          volume.superblock().type(), "directory > " + (MAX_BYTES >> 20) + " MiB");
    }
    long most = volume.blocks().count() * volume.blocks().blockBytes();
    if (size == 0 || size > most || size % volume.blocks().blockBytes() != 0) {
      throw malformed(inode.offset(), "whole blocks", size);
    }
  }

  private boolean scanBlock(long physical, long logical, Visitor visitor) throws IOException {
    ByteBuffer block = volume.blocks().table(physical, inode.blockOffset());
    long offset = volume.blocks().offsetOf(physical);
    if (volume.superblock().hasChecksums()) {
      new DirectoryChecksum(inode, block, offset).check(logical == 0);
    }
    return scanEntries(block, offset, visitor);
  }

  /// The first four bytes are the parent, in place of `.` and `..`.
  private void scanInline(Visitor visitor) throws IOException {
    List<ByteBuffer> parts = new InlineData(inode).parts();
    long offset = inode.blockOffset();
    ByteBuffer first = parts.getFirst();
    ByteBuffer names = first.slice(4, first.capacity() - 4).order(ByteOrder.LITTLE_ENDIAN);
    if (scanEntries(names, offset + 4, visitor) && parts.size() > 1) {
      scanEntries(parts.get(1), inode.offset(), visitor);
    }
  }

  private boolean scanEntries(ByteBuffer entries, long offset, Visitor visitor) throws IOException {
    for (int at = 0; at < entries.capacity(); ) {
      int length = entryLength(entries, at, offset);
      if (entries.getInt(at) != 0 && !scanEntry(entries, at, length, offset, visitor)) {
        return false;
      }
      at += length;
    }
    return true;
  }

  private boolean scanEntry(ByteBuffer entries, int at, int length, long offset, Visitor visitor)
      throws IOException {
    byte[] name = new byte[entries.get(at + 6) & 0xFF];
    if (name.length > length - HEADER_BYTES) {
      throw malformed(offset + at, "a name within its entry", name.length);
    }
    entries.get(at + HEADER_BYTES, name);
    if (!FileNames.isValid(name)) {
      throw malformed(offset + at, "a name without / and zero bytes", name.length + " bytes");
    }
    String text = FileNames.decode(name);
    long child = Integer.toUnsignedLong(entries.getInt(at));
    return text.equals(".") || text.equals("..") || visitor.visit(text, child);
  }

  private int entryLength(ByteBuffer entries, int at, long offset) {
    int left = entries.capacity() - at;
    int length = left < HEADER_BYTES ? 0 : DirectoryChecksum.entryLength(entries, at);
    if (length < HEADER_BYTES || length % 4 != 0 || length > left) {
      throw malformed(offset + at, "an entry of 8 to " + left + " bytes", length);
    }
    return length;
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
