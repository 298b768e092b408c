package io.tain.fs.ext4;

import io.tain.fs.FileKind;
import io.tain.fs.UnsupportedFileSystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The journal of a file system that was not unmounted, applied in memory.
///
/// Only the places of blocks are kept; their content stays in the journal. Work is three passes
/// over a log that lies on the disk, memory is bounded by `BlockNumbers`.
///
/// Source: fs/jbd2/recovery.c of the kernel; Documentation/filesystems/ext4/journal.rst.
final class Journal {
  private static final int FAST_COMMIT_HEAD = 9;
  private static final int JOURNAL_INODE = 0xE0;

  private final Volume volume;
  private final JournalLog log;
  private final BlockNumbers revokes = new BlockNumbers();
  private final ReplayedBlocks replayed = new ReplayedBlocks();

  private Journal(Volume volume, JournalLog log) {
    this.volume = volume;
    this.log = log;
  }

  /// The journal in the inode that the superblock names.
  ///
  /// @param volume as it is on the disk
  /// @throws UnsupportedFileSystemException if the journal is on a device of its own
  static Journal open(Volume volume) throws IOException {
    Superblock superblock = volume.superblock();
    if (superblock.journalInode() == 0) {
      throw new UnsupportedFileSystemException(
          superblock.type(), "external journal " + superblock.journalUuid());
    }
    Inode inode = volume.inodes().read(superblock.journalInode());
    if (inode.kind() != FileKind.FILE) {
      throw Blocks.malformed(
          Superblock.OFFSET_BYTES + JOURNAL_INODE, "a journal in a file", inode.kind());
    }
    return new Journal(volume, JournalLog.open(volume, inode));
  }

  /// True when the kernel has recorded an error there.
  boolean hasError() {
    return log.superblock().hasError();
  }

  /// Where the newest content of blocks is, after the last whole transaction.
  ReplayedBlocks replay() throws IOException {
    if (log.superblock().isEmpty()) {
      return replayed;
    }
    int end = new JournalScan(log.again()).end();
    checkFastCommits(end);
    walk(end, true);
    walk(end, false);
    return replayed;
  }

  /// Fast commits tell what was done since the last whole transaction in a form of their own.
  private void checkFastCommits(int end) throws IOException {
    JournalSuperblock superblock = log.superblock();
    long first = superblock.logEnd() + 1;
    if (!superblock.hasFastCommits() || first >= superblock.blocks()) {
      return;
    }
    ByteBuffer block = log.read(first).order(ByteOrder.LITTLE_ENDIAN);
    if (block.getShort(0) == FAST_COMMIT_HEAD && block.getInt(8) == end) {
      throw new UnsupportedFileSystemException(
          volume.superblock().type(), "fast_commit with commits that are not in the journal");
    }
  }

  /// Goes through all transactions before `end`, for what they revoke or for what they wrote.
  private void walk(int end, boolean isForRevokes) throws IOException {
    JournalLog blocks = log.again();
    for (int sequence = log.superblock().sequence(); sequence - end < 0; ) {
      long at = blocks.take();
      var block = new JournalBlock(blocks.read(at), log.superblock());
      int type = block.isOf(sequence) ? block.type() : 0;
      if (type == JournalBlock.DESCRIPTOR) {
        apply(block, blocks, sequence, isForRevokes);
      } else if (type == JournalBlock.REVOKE && isForRevokes) {
        int revokedBy = sequence;
        block.revoked(number -> revokes.put(number, Integer.toUnsignedLong(revokedBy)));
      } else if (type == JournalBlock.COMMIT) {
        sequence++;
      }
    }
  }

  private void apply(JournalBlock block, JournalLog blocks, int sequence, boolean isForRevokes)
      throws IOException {
    for (JournalBlock.Tag tag : block.tags()) {
      long at = blocks.take();
      if (!isForRevokes && !isRevoked(tag.block(), sequence)) {
        if (!block.isSound(tag, blocks.read(at))) {
          throw Blocks.malformed(
              volume.blocks().offsetOf(blocks.place(at)),
              "the checksum of block " + tag.block() + " in the journal",
              "another");
        }
        put(tag, blocks.place(at));
      }
    }
  }

  private void put(JournalBlock.Tag tag, long place) {
    if (tag.block() < 0 || tag.block() >= volume.blocks().count()) {
      throw Blocks.malformed(
          volume.blocks().offsetOf(place),
          "a block up to " + (volume.blocks().count() - 1),
          tag.block());
    }
    replayed.put(tag.block(), place, tag.isEscaped());
  }

  /// A revoke holds for its own transaction and the ones before it.
  private boolean isRevoked(long block, int sequence) {
    long revokedBy = revokes.get(block);
    return revokedBy != BlockNumbers.NONE && sequence - (int) revokedBy <= 0;
  }
}
