package io.tain.store.resemblance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/*
 * A position is sampled when its eight bytes, multiplied by an odd constant, are among the smallest
 * 1/1024 of all numbers; its feature is a hash of 32 bytes from there on. So equal bytes give equal
 * features wherever they stand, and positions do not depend on each other as those of a rolling hash
 * do: eight are tested together. Zeros are never sampled, for their product is not small enough.
 */
/// Samples of the bytes of a frame, about one for each KiB, and the block that each stands in.
///
/// @param hashes one for each sample
/// @param blocks the 4 KiB block of each
@SuppressWarnings("ArrayRecordComponent")
public record Features(long[] hashes, byte[] blocks) {
  /// The most samples of a frame; more are to be had only of bytes that repeat themselves.
  static final int MAX = 1024;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long LIMIT = Long.MIN_VALUE + (1L << 54);
  private static final int SHINGLE_BYTES = 32;
  private static final int STEP = 8;
  private static final int BLOCK_SHIFT = 12;

  /// The samples of the first `length` bytes.
  @SuppressWarnings("ShortCircuitBoolean") // one jump for eight positions: a quarter faster
  public static Features of(byte[] plain, int length) {
    var found = new Found(plain);
    int end = length - SHINGLE_BYTES - STEP;
    for (int at = 0; at <= end; at += STEP) {
      if (product(plain, at) < LIMIT
          | product(plain, at + 1) < LIMIT
          | product(plain, at + 2) < LIMIT
          | product(plain, at + 3) < LIMIT
          | product(plain, at + 4) < LIMIT
          | product(plain, at + 5) < LIMIT
          | product(plain, at + 6) < LIMIT
          | product(plain, at + 7) < LIMIT) {
        found.addFrom(at);
      }
    }
    return found.features();
  }

  int count() {
    return hashes.length;
  }

  private static long product(byte[] plain, int at) {
    return (long) WORD.get(plain, at) * MULTIPLIER;
  }

  private static long hash(byte[] plain, int at) {
    long hash = product(plain, at);
    for (int i = STEP; i < SHINGLE_BYTES; i += STEP) {
      hash = (hash ^ hash >>> 29) * MULTIPLIER + (long) WORD.get(plain, at + i);
    }
    hash = (hash ^ hash >>> 32) * MULTIPLIER;
    return hash ^ hash >>> 29;
  }

  /// Collects samples; a run of equal ones counts once.
  private static final class Found {
    private final byte[] plain;
    private final long[] hashes = new long[MAX];
    private final byte[] blocks = new byte[MAX];
    private int count;

    Found(byte[] plain) {
      this.plain = plain;
    }

    void addFrom(int start) {
      for (int at = start; at < start + STEP && count < MAX; at++) {
        if (product(plain, at) < LIMIT) {
          long hash = hash(plain, at);
          if (count == 0 || hashes[count - 1] != hash) {
            hashes[count] = hash;
            blocks[count++] = (byte) (at >>> BLOCK_SHIFT);
          }
        }
      }
    }

    Features features() {
      return new Features(Arrays.copyOf(hashes, count), Arrays.copyOf(blocks, count));
    }
  }
}
