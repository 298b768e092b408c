package io.tain.store.identity;

import io.tain.base.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/*
 * The Merkle tree of fs-verity, built from the left with one unfinished tree block per level.
 *
 * Level 0 is the hashes of the data blocks. 128 hashes of a level fill a block of 4 KiB, whose
 * hash belongs to the level above; the last block of a level is filled up with zeros. The root is
 * the only hash of the first level that has one hash only. A run of zero blocks is added as the
 * largest whole subtrees that fit, whose hashes are constants.
 *
 * Source: Linux, Documentation/filesystems/fsverity.rst, "Merkle tree" and "fs-verity descriptor".
 */
/// The fs-verity digest of a disk: SHA-256, blocks of 4 KiB, no salt.
///
/// Blocks are added in the order of the disk. Memory is one block per level, whatever the size.
/// For one thread.
public final class FsVerity {
  private static final int HASHES_PER_BLOCK = BlockHash.BLOCK_BYTES / BlockHash.SIZE_BYTES;
  private static final int ARITY_BITS = Integer.numberOfTrailingZeros(HASHES_PER_BLOCK);

  /// Enough for 2^63 bytes: 2^51 blocks, seven bits a level.
  private static final int LEVELS = 9;

  private static final int DESCRIPTOR_BYTES = 256;

  private final MessageDigest digest = BlockHash.newDigest();
  private final byte[][] zeroHashes = zeroHashes(digest);
  private final byte[][] unfinished = new byte[LEVELS][BlockHash.BLOCK_BYTES];
  private final int[] hashCounts = new int[LEVELS];
  private long blockCount;

  /// Adds the next blocks by their hashes.
  ///
  /// @param hashes one hash of 32 bytes after the other; its remaining bytes are consumed
  public void add(ByteBuffer hashes) {
    var hash = new byte[BlockHash.SIZE_BYTES];
    while (hashes.hasRemaining()) {
      hashes.get(hash);
      push(0, hash);
      blockCount++;
    }
  }

  /// Adds blocks that hold only zeros, in a time that does not depend on their number.
  public void addZeroBlocks(long count) {
    long left = count;
    while (left > 0) {
      int level = largestZeroLevel(left);
      push(level, zeroHashes[level]);
      long added = 1L << (ARITY_BITS * level);
      blockCount += added;
      left -= added;
    }
  }

  /// How many blocks were added.
  public long blockCount() {
    return blockCount;
  }

  /// The digest of a disk whose blocks have all been added; ends the use of this object.
  ///
  /// @param sizeBytes the size of the disk; its last block is filled up with zeros
  public Digest finish(long sizeBytes) {
    if (blockCount != Math.ceilDiv(sizeBytes, BlockHash.BLOCK_BYTES)) {
      throw new IllegalStateException(blockCount + " blocks for " + sizeBytes + " bytes");
    }
    ByteBuffer descriptor = ByteBuffer.allocate(DESCRIPTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    descriptor.put((byte) 1); // version
    descriptor.put((byte) 1); // SHA-256
    descriptor.put((byte) Integer.numberOfTrailingZeros(BlockHash.BLOCK_BYTES));
    descriptor.put((byte) 0); // no salt
    descriptor.putInt(0); // no signature
    descriptor.putLong(sizeBytes);
    descriptor.put(root());
    return Digest.sha256(digest.digest(descriptor.array()));
  }

  private byte[] root() {
    if (blockCount == 0) {
      return new byte[BlockHash.SIZE_BYTES];
    }
    int level = 0;
    long hashesOnLevel = blockCount;
    while (hashesOnLevel > 1) {
      if (hashCounts[level] > 0) {
        closeBlock(level);
      }
      level++;
      hashesOnLevel = Math.ceilDiv(hashesOnLevel, HASHES_PER_BLOCK);
    }
    return Arrays.copyOf(unfinished[level], BlockHash.SIZE_BYTES);
  }

  /// The height of the largest subtree that begins here and holds at most `left` blocks.
  private int largestZeroLevel(long left) {
    int level = 0;
    while (level < LEVELS - 1
        && hashCounts[level] == 0
        && left >>> (ARITY_BITS * (level + 1)) != 0) {
      level++;
    }
    return level;
  }

  private void push(int level, byte[] hash) {
    int at = hashCounts[level]++ * BlockHash.SIZE_BYTES;
    System.arraycopy(hash, 0, unfinished[level], at, BlockHash.SIZE_BYTES);
    if (hashCounts[level] == HASHES_PER_BLOCK) {
      closeBlock(level);
    }
  }

  private void closeBlock(int level) {
    byte[] block = unfinished[level];
    Arrays.fill(block, hashCounts[level] * BlockHash.SIZE_BYTES, block.length, (byte) 0);
    hashCounts[level] = 0;
    push(level + 1, digest.digest(block));
  }

  /// By height, the hash of a subtree over zeros only.
  private static byte[][] zeroHashes(MessageDigest digest) {
    var hashes = new byte[LEVELS][];
    byte[] block = new byte[BlockHash.BLOCK_BYTES];
    for (int level = 0; level < LEVELS; level++) {
      hashes[level] = digest.digest(block);
      for (int i = 0; i < HASHES_PER_BLOCK; i++) {
        System.arraycopy(hashes[level], 0, block, i * BlockHash.SIZE_BYTES, BlockHash.SIZE_BYTES);
      }
    }
    return hashes;
  }
}
