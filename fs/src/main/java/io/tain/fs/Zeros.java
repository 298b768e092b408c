package io.tain.fs;

import java.nio.ByteBuffer;

/// What holes of files read as.
public final class Zeros {
  private static final byte[] BYTES = new byte[64 * 1024];

  private Zeros() {}

  /// Puts so many zeros.
  public static void put(ByteBuffer target, int count) {
    for (int left = count; left > 0; ) {
      int part = Math.min(left, BYTES.length);
      target.put(BYTES, 0, part);
      left -= part;
    }
  }
}
