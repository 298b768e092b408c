package io.tain.fs.ext4;

import java.nio.ByteBuffer;

/// The checksum of a whole transaction, as the first version of checksums had it: CRC-32, highest
/// bit first, without the inversion at the end (`crc32_be` of the kernel).
final class TransactionSum {
  private static final int POLYNOMIAL = 0x04C11DB7;
  private static final int START = -1;

  private final int[] ofByte = new int[256];
  private int register = START;

  TransactionSum() {
    for (int value = 0; value < ofByte.length; value++) {
      int sum = value << 24;
      for (int bit = 0; bit < 8; bit++) {
        sum = sum < 0 ? (sum << 1) ^ POLYNOMIAL : sum << 1;
      }
      ofByte[value] = sum;
    }
  }

  void add(ByteBuffer bytes) {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      register = (register << 8) ^ ofByte[((register >>> 24) ^ bytes.get(i)) & 0xFF];
    }
  }

  /// The sum, after which the next one starts.
  int take() {
    int sum = register;
    register = START;
    return sum;
  }
}
