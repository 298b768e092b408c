package io.tain.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Finds the end of a journal's log: the first transaction that was not committed whole.
///
/// A transaction that was committed, but is not what was written, is damage: nothing older or newer
/// would be the truth. The exceptions are those of the kernel: what is older than the transaction
/// before it is left from an earlier round of the log, and asynchronous commits may come first.
///
/// Source: `do_one_pass` (PASS_SCAN) of the kernel's fs/jbd2/recovery.c.
final class JournalScan {
  private final JournalLog log;
  private final JournalSuperblock superblock;
  private final TransactionSum transaction = new TransactionSum();
  private int sequence;
  private long lastCommitSeconds;
  private boolean isSuspect;

  JournalScan(JournalLog log) {
    this.log = log;
    this.superblock = log.superblock();
    this.sequence = superblock.sequence();
  }

  /// The sequence number behind the last transaction that counts.
  int end() throws IOException {
    while (true) {
      long at = log.take();
      var block = new JournalBlock(log.read(at), superblock);
      if (!block.isOf(sequence)) {
        return sequence;
      }
      switch (block.type()) {
        case JournalBlock.DESCRIPTOR -> passDescriptor(block);
        case JournalBlock.REVOKE -> isSuspect |= !block.isSound();
        case JournalBlock.COMMIT -> {
          if (!isCommitted(block, at)) {
            return sequence;
          }
          sequence++;
        }
        default -> {
          return sequence;
        }
      }
    }
  }

  private void passDescriptor(JournalBlock block) throws IOException {
    isSuspect |= !block.isSound();
    boolean isSummed = superblock.sumsTransactions();
    if (isSummed) {
      transaction.add(block.bytes());
    }
    List<JournalBlock.Tag> tags = block.tags();
    for (int i = 0; i < tags.size(); i++) {
      long at = log.take();
      if (isSummed) {
        ByteBuffer content = log.read(at);
        transaction.add(content);
      }
    }
  }

  private boolean isCommitted(JournalBlock block, long at) {
    boolean isSummed = superblock.sumsTransactions();
    boolean isSound =
        !isSuspect && block.isSoundCommit() && (!isSummed || block.isCommitOf(transaction.take()));
    boolean isStale = block.commitSeconds() < lastCommitSeconds;
    if (!isSound && !isStale && (isSuspect || !superblock.hasAsyncCommits())) {
      throw Blocks.malformed(
          superblock.offset(), "the checksum of transaction " + sequence, "block " + at);
    }
    lastCommitSeconds = block.commitSeconds();
    return isSound;
  }
}
