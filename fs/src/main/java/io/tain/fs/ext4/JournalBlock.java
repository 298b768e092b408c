package io.tain.fs.ext4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A block of the log that is no content of a file system's block.
///
/// | byte | 0 | 4 | 8 | commit: 12 | 16 | 48 | revoke: 12 | 16 |
/// |---|---|---|---|---|---|---|---|---|
/// | | magic | type | sequence | kind and size of the sum | sum | seconds | bytes used | blocks |
///
/// | byte of a tag | 0 | 4 | 6 | 8 | 12 |
/// |---|---|---|---|---|---|
/// | | block, low | sum, if narrow | flags | block, high | sum, if wide |
///
/// @param bytes whole, big-endian
record JournalBlock(ByteBuffer bytes, JournalSuperblock superblock) {
  static final int DESCRIPTOR = 1;
  static final int COMMIT = 2;
  static final int REVOKE = 5;

  private static final int HEADER_BYTES = 12;
  private static final int REVOKE_HEADER_BYTES = 16;
  private static final int COMMIT_SUM_OFFSET = 16;
  private static final int UUID_BYTES = 16;
  private static final int CRC32 = 1;
  private static final int FLAG_ESCAPED = 1;
  private static final int FLAG_SAME_UUID = 2;
  private static final int FLAG_LAST = 8;

  /// True for a block of the log that belongs to a transaction.
  boolean isOf(int sequence) {
    return bytes.getInt(0) == JournalSuperblock.MAGIC && bytes.getInt(8) == sequence;
  }

  int type() {
    return bytes.getInt(4);
  }

  long commitSeconds() {
    return bytes.getLong(48);
  }

  /// True when the block of tags or revokes is as it was written, as far as can be told.
  boolean isSound() {
    return isSound(bytes.capacity() - superblock.tailBytes());
  }

  /// True when the commit is as it was written, as far as can be told.
  boolean isSoundCommit() {
    return isSound(COMMIT_SUM_OFFSET);
  }

  /// True when a commit of version 1 has this sum of its transaction, or none.
  boolean isCommitOf(int sum) {
    int kindAndSize = bytes.getShort(12);
    int found = bytes.getInt(COMMIT_SUM_OFFSET);
    boolean isNone = kindAndSize == 0 && found == 0;
    return isNone || (kindAndSize == (CRC32 << 8 | 4) && found == sum);
  }

  /// What a descriptor says of the blocks that follow it.
  List<Tag> tags() {
    var tags = new ArrayList<Tag>();
    int end = bytes.capacity() - superblock.tailBytes();
    for (int at = HEADER_BYTES; at + superblock.tagBytes() <= end; ) {
      int flags = bytes.getShort(at + 6);
      tags.add(new Tag(block(at), (flags & FLAG_ESCAPED) != 0, sum(at)));
      at += superblock.tagBytes() + ((flags & FLAG_SAME_UUID) != 0 ? 0 : UUID_BYTES);
      if ((flags & FLAG_LAST) != 0) {
        break;
      }
    }
    return tags;
  }

  /// True when the content of a block is the one that a tag's checksum is of.
  boolean isSound(Tag tag, ByteBuffer content) {
    if (!superblock.hasChecksums()) {
      return true;
    }
    ByteBuffer sequence = bytes.slice(8, 4);
    int sum = superblock.checksumSeed().then(sequence).of(content);
    return tag.sum() == (superblock.hasWideChecksums() ? sum : sum & 0xFFFF);
  }

  /// The blocks of which no older content may be written.
  void revoked(RevokeVisitor visitor) {
    int used = bytes.getInt(12);
    int most = bytes.capacity() - superblock.tailBytes();
    if (used < 0 || used > most) {
      throw Blocks.malformed(superblock.offset(), "at most " + most + " bytes of revokes", used);
    }
    int width = superblock.isWide() ? 8 : 4;
    for (int at = REVOKE_HEADER_BYTES; at + width <= used; at += width) {
      visitor.visit(width == 8 ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(at)));
    }
  }

  private boolean isSound(int sumOffset) {
    if (!superblock.hasChecksums()) {
      return true;
    }
    ByteBuffer cleared = ByteBuffer.allocate(bytes.capacity()).put(bytes.duplicate());
    cleared.putInt(sumOffset, 0).flip();
    return superblock.checksumSeed().of(cleared) == bytes.getInt(sumOffset);
  }

  private long block(int at) {
    long low = Integer.toUnsignedLong(bytes.getInt(at));
    return superblock.isWide() ? low | (long) bytes.getInt(at + 8) << 32 : low;
  }

  private int sum(int at) {
    return superblock.hasWideChecksums() ? bytes.getInt(at + 12) : bytes.getShort(at + 4) & 0xFFFF;
  }

  /// Which block of the file system a block of the log is the content of.
  ///
  /// @param sum its checksum, if the journal has any
  record Tag(long block, boolean isEscaped, int sum) {}

  /// Takes numbers of blocks.
  interface RevokeVisitor {
    void visit(long block);
  }
}
