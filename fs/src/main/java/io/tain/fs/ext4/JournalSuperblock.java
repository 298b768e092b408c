package io.tain.fs.ext4;

import io.tain.fs.UnsupportedFileSystemException;
import java.nio.ByteBuffer;

/// The first block of a journal: where its log lies, and how it is written.
///
/// Source: Documentation/filesystems/ext4/journal.rst of the kernel. Big-endian:
///
/// | byte | | byte | |
/// |---|---|---|---|
/// | 0x00 | magic 0xC03B3998, block type | 0x24 | features: compat, incompat, ro_compat |
/// | 0x0C | block size | 0x30 | uuid |
/// | 0x10 | blocks | 0x40 | file systems that share it |
/// | 0x14 | first block of the log | 0x50 | kind of checksums |
/// | 0x18 | first sequence number | 0x54 | blocks for fast commits |
/// | 0x1C | where the log starts, 0 for nowhere | 0xFC | checksum |
/// | 0x20 | error | | |
///
/// @param bytes 1024, big-endian
/// @param offset where they lie on the disk, in bytes
record JournalSuperblock(ByteBuffer bytes, long offset) {
  static final int SIZE_BYTES = 1024;
  static final int MAGIC = 0xC03B3998;

  private static final int VERSION_1 = 3;
  private static final int VERSION_2 = 4;
  private static final int COMPAT_CHECKSUM = 0x1;
  private static final int INCOMPAT_64BIT = 0x2;
  private static final int INCOMPAT_ASYNC_COMMIT = 0x4;
  private static final int INCOMPAT_CHECKSUM_2 = 0x8;
  private static final int INCOMPAT_CHECKSUM_3 = 0x10;
  private static final int INCOMPAT_FAST_COMMIT = 0x20;
  private static final int INCOMPAT_READ = 0x3F;
  private static final int CHECKSUM_CRC32C = 4;
  private static final int CHECKSUM_OFFSET = 0xFC;
  private static final int DEFAULT_FAST_COMMIT_BLOCKS = 256;

  /// Makes sure that the journal is one that can be read.
  ///
  /// @param blockBytes of the file system
  /// @param blocks how many the journal's file has
  void check(int blockBytes, long blocks) {
    expect(bytes.getInt(0) == MAGIC, 0, "the magic of a journal", bytes.getInt(0));
    int type = bytes.getInt(4);
    expect(type == VERSION_1 || type == VERSION_2, 4, "block type 3 or 4", type);
    int unknown = incompat() & ~INCOMPAT_READ;
    if (unknown != 0) {
      throw new UnsupportedFileSystemException("ext4", "journal incompat 0x%x".formatted(unknown));
    }
    if (isVersion2() && bytes.getInt(0x40) > 1) {
      throw new UnsupportedFileSystemException("ext4", "journal of several file systems");
    }
    boolean isTwice = has(INCOMPAT_CHECKSUM_2) && has(INCOMPAT_CHECKSUM_3);
    expect(!isTwice && !(hasChecksums() && sumsTransactions()), 0x28, "one kind of sums", "two");
    expect(!hasChecksums() || bytes.get(0x50) == CHECKSUM_CRC32C, 0x50, "CRC-32C", bytes.get(0x50));
    checkChecksum();
    expect(bytes.getInt(0x0C) == blockBytes, 0x0C, "blocks of " + blockBytes, bytes.getInt(0x0C));
    expect(blocks() <= blocks, 0x10, "at most " + blocks + " blocks", blocks());
    boolean isLog = first() >= 1 && first() < logEnd();
    expect(isLog, 0x14, "a log of at least one block", first() + " to " + logEnd());
    boolean isStart = start() == 0 || (start() >= first() && start() < logEnd());
    expect(isStart, 0x1C, "a start from " + first() + " to " + (logEnd() - 1), start());
  }

  boolean isEmpty() {
    return start() == 0;
  }

  boolean hasError() {
    return bytes.getInt(0x20) != 0;
  }

  /// The block of the journal where the oldest transaction starts.
  long start() {
    return Integer.toUnsignedLong(bytes.getInt(0x1C));
  }

  /// The first block of the log.
  long first() {
    return Integer.toUnsignedLong(bytes.getInt(0x14));
  }

  /// The block behind the last one of the log, where it goes on at the first.
  long logEnd() {
    return blocks() - (hasFastCommits() ? fastCommitBlocks() : 0);
  }

  long blocks() {
    return Integer.toUnsignedLong(bytes.getInt(0x10));
  }

  /// The number of the oldest transaction.
  int sequence() {
    return bytes.getInt(0x18);
  }

  boolean hasFastCommits() {
    return has(INCOMPAT_FAST_COMMIT);
  }

  /// True for blocks that carry checksums of their own, in versions 2 and 3.
  boolean hasChecksums() {
    return has(INCOMPAT_CHECKSUM_2 | INCOMPAT_CHECKSUM_3);
  }

  /// True when a commit carries one checksum of its whole transaction: version 1.
  boolean sumsTransactions() {
    return isVersion2() && (bytes.getInt(0x24) & COMPAT_CHECKSUM) != 0;
  }

  boolean hasWideChecksums() {
    return has(INCOMPAT_CHECKSUM_3);
  }

  boolean hasAsyncCommits() {
    return has(INCOMPAT_ASYNC_COMMIT);
  }

  boolean isWide() {
    return has(INCOMPAT_64BIT);
  }

  /// The bytes of a tag, without the uuid that may follow it.
  int tagBytes() {
    if (hasWideChecksums()) {
      return 16;
    }
    return 8 + (has(INCOMPAT_CHECKSUM_2) ? 2 : 0) + (isWide() ? 4 : 0);
  }

  /// The bytes at the end of a block of tags or revokes that its checksum takes.
  int tailBytes() {
    return hasChecksums() ? 4 : 0;
  }

  ChecksumSeed checksumSeed() {
    return ChecksumSeed.START.then(bytes.slice(0x30, 16));
  }

  private void checkChecksum() {
    if (hasChecksums()) {
      ByteBuffer cleared = ByteBuffer.allocate(SIZE_BYTES).put(bytes.duplicate());
      int found = bytes.getInt(CHECKSUM_OFFSET);
      int computed = ChecksumSeed.START.of(cleared.putInt(CHECKSUM_OFFSET, 0).flip());
      expect(found == computed, CHECKSUM_OFFSET, "the checksum of the journal", found);
    }
  }

  private long fastCommitBlocks() {
    int count = bytes.getInt(0x54);
    return count == 0 ? DEFAULT_FAST_COMMIT_BLOCKS : Integer.toUnsignedLong(count);
  }

  private boolean isVersion2() {
    return bytes.getInt(4) == VERSION_2;
  }

  private boolean has(int features) {
    return (incompat() & features) != 0;
  }

  private int incompat() {
    return isVersion2() ? bytes.getInt(0x28) : 0;
  }

  private void expect(boolean condition, int at, String expected, Object found) {
    if (!condition) {
      throw Blocks.malformed(offset + at, expected, found);
    }
  }
}
