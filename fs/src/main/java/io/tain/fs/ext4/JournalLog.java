package io.tain.fs.ext4;

import io.tain.base.ByteRange;
import io.tain.fs.FileRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The blocks of a journal, in its file, as a ring.
///
/// One walk, one object: not safe for concurrent use.
final class JournalLog {
  private final Blocks blocks;
  private final List<FileRun> runs;
  private final JournalSuperblock superblock;
  private long next;
  private long taken;

  private JournalLog(Blocks blocks, List<FileRun> runs, JournalSuperblock superblock) {
    this.blocks = blocks;
    this.runs = runs;
    this.superblock = superblock;
    this.next = superblock.start();
  }

  /// The log of the journal in a file, whose first block is checked.
  static JournalLog open(Volume volume, Inode inode) throws IOException {
    List<FileRun> runs = new FilePlaces(volume, inode).runs();
    Blocks blocks = volume.blocks();
    if (runs.isEmpty() || runs.getFirst().fileOffset() != 0) {
      throw Blocks.malformed(inode.blockOffset(), "a journal in inode " + inode.number(), "a hole");
    }
    ByteBuffer bytes = ByteBuffer.allocate(JournalSuperblock.SIZE_BYTES);
    long offset = runs.getFirst().disk().offset();
    blocks.data(offset / blocks.blockBytes(), 0, bytes);
    var superblock = new JournalSuperblock(bytes.flip(), offset);
    superblock.check(blocks.blockBytes(), volume.blocksOf(inode));
    return new JournalLog(blocks, runs, superblock);
  }

  /// The same log, from its start.
  JournalLog again() {
    return new JournalLog(blocks, runs, superblock);
  }

  JournalSuperblock superblock() {
    return superblock;
  }

  /// The next block of the log, and behind the last one the first.
  ///
  /// @throws io.tain.fs.MalformedFileSystemException if all blocks were taken, and the one behind
  ///     the last again
  long take() {
    if (taken++ > superblock.logEnd() - superblock.first()) {
      throw Blocks.malformed(superblock.offset(), "an end of the journal's log", "none");
    }
    long block = next;
    next = next + 1 >= superblock.logEnd() ? superblock.first() : next + 1;
    return block;
  }

  /// The bytes of a block of the journal, big-endian.
  ByteBuffer read(long block) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(blocks.blockBytes());
    blocks.data(place(block), 0, bytes);
    return bytes.flip();
  }

  /// Which block of the disk a block of the journal is.
  long place(long block) {
    long offset = block * blocks.blockBytes();
    int low = 0;
    int high = runs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs.get(middle).file().end() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == runs.size() || runs.get(low).fileOffset() > offset) {
      throw Blocks.malformed(superblock.offset(), "block " + block + " of the journal", "a hole");
    }
    ByteRange disk = runs.get(low).disk();
    return (disk.offset() + offset - runs.get(low).fileOffset()) / blocks.blockBytes();
  }
}
