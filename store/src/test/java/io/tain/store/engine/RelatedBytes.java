package io.tain.store.engine;

import java.util.random.RandomGenerator;

/// Bytes that resemble others: one byte of every block is another, so no chunk is equal.
public final class RelatedBytes {
  private static final int BLOCK_BYTES = 4096;

  private RelatedBytes() {}

  /// Random bytes.
  public static byte[] random(RandomGenerator random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /// The same bytes with an edit in every block.
  public static byte[] edited(RandomGenerator random, byte[] content) {
    byte[] edited = content.clone();
    for (int at = 0; at < edited.length; at += BLOCK_BYTES) {
      int place = at + random.nextInt(Math.min(BLOCK_BYTES, edited.length - at));
      edited[place] += (byte) random.nextInt(1, 256);
    }
    return edited;
  }

  /// The same bytes, some of them moved, some edited, some new.
  public static byte[] mixed(RandomGenerator random, byte[] content) {
    byte[] mixed = edited(random, content);
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      int length = random.nextInt(1, content.length / 3);
      int from = random.nextInt(content.length - length);
      int to = random.nextInt(content.length - length);
      if (random.nextBoolean()) {
        System.arraycopy(content, from, mixed, to, length);
      } else {
        System.arraycopy(random(random, length), 0, mixed, to, length);
      }
    }
    return mixed;
  }
}
