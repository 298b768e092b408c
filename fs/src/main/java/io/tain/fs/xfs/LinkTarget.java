package io.tain.fs.xfs;

import io.tain.fs.xfs.Fork.Format;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The target of a symbolic link: in its inode, or in blocks.
///
/// Source: XFS Algorithms & Data Structures, "Symbolic Links"; `xfs_readlink_bmap_ilocked` of the
/// kernel. In version 5 each run of blocks starts with a header of 56 bytes:
///
/// | byte | 0 | 4 | 8 | 12 | 16 | 32 | 40 |
/// |---|---|---|---|---|---|---|---|
/// | | magic `XSLM` | place in the target | length here | checksum | uuid | owner | sector |
final class LinkTarget {
  private static final int MAX_BYTES = 1024;

  /// As many as the longest target takes in the smallest ones.
  private static final int MAX_BLOCKS = 3;

  private static final int MAGIC = 0x58534C4D;
  private static final int HEADER_BYTES = 56;

  private final Volume volume;
  private final Inode inode;

  LinkTarget(Volume volume, Inode inode) {
    this.volume = volume;
    this.inode = inode;
  }

  byte[] read() throws IOException {
    if (inode.sizeBytes() < 1 || inode.sizeBytes() > MAX_BYTES) {
      throw malformed(inode.offset(), "a target of 1 to 1024 bytes", inode.sizeBytes());
    }
    byte[] target = new byte[(int) inode.sizeBytes()];
    Fork fork = inode.data();
    if (fork.format() == Format.LOCAL) {
      fork.content(target.length).get(target);
    } else {
      readBlocks(fork, target);
    }
    return target;
  }

  private void readBlocks(Fork fork, byte[] target) throws IOException {
    var extents = new Extents(volume, fork);
    boolean hasHeaders = volume.superblock().isVersion5();
    int header = hasHeaders ? HEADER_BYTES : 0;
    int blockBytes = volume.blocks().blockBytes();
    int done = 0;
    for (long logical = 0; done < target.length; ) {
      Extents.Run run = extents.locate(logical);
      if (!run.isWritten() || run.count() > MAX_BLOCKS) {
        throw malformed(
            fork.offset(), "blocks of a target", run.isWritten() ? run.count() : "a hole");
      }
      ByteBuffer part = ByteBuffer.allocate((int) run.count() * blockBytes);
      volume.blocks().data(run.physical(), 0, part);
      long offset = volume.blocks().offsetOf(run.physical());
      int length = Math.min(part.flip().limit() - header, target.length - done);
      if (hasHeaders) {
        check(part, offset, done, length);
      }
      part.get(header, target, done, length);
      done += length;
      logical = run.end();
    }
  }

  private void check(ByteBuffer part, long offset, int done, int length) {
    if (part.getInt(0) != MAGIC || part.getInt(4) != done || part.getInt(8) != length) {
      throw malformed(offset, "%d bytes of a target from %d".formatted(length, done), "others");
    }
    Stamp.CONTENT.check(part, volume.uuid(), offset, inode.number());
  }

  private RuntimeException malformed(long offset, String expected, Object found) {
    return Blocks.malformed(offset, expected + " in link " + inode.number(), found);
  }
}
