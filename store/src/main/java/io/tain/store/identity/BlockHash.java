package io.tain.store.identity;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of one 4 KiB block of a disk, and what is computed from such hashes.
public final class BlockHash {
  /// The size of a block in bytes.
  public static final int BLOCK_BYTES = 4096;

  /// The size of a hash in bytes.
  public static final int SIZE_BYTES = 32;

  private BlockHash() {}

  /// A digest that computes block hashes; for one thread.
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Puts the hash of what `digest` was given into `target`, and makes the digest ready again.
  static void finish(MessageDigest digest, byte[] target, int offset) {
    try {
      digest.digest(target, offset, SIZE_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash at " + offset, e);
    }
  }

  /// Hashes one block of `source` into `target`.
  public static void hash(
      MessageDigest digest, byte[] source, int sourceOffset, byte[] target, int targetOffset) {
    digest.update(source, sourceOffset, BLOCK_BYTES);
    finish(digest, target, targetOffset);
  }
}
