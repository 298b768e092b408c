package io.tain.disk.vhdx;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The checksums of headers, tables and log entries: CRC-32C with their own field as zeros.
final class Sums {
  private Sums() {}

  /// The checksum of all bytes of a buffer.
  ///
  /// @param sumAt where the checksum's field stands
  static int of(ByteBuffer bytes, int sumAt) {
    var sum = new CRC32C();
    sum.update(bytes.slice(0, sumAt));
    sum.update(new byte[Integer.BYTES]);
    int after = sumAt + Integer.BYTES;
    sum.update(bytes.slice(after, bytes.limit() - after));
    return (int) sum.getValue();
  }

  /// True when the field holds the checksum.
  static boolean isRight(ByteBuffer bytes, int sumAt) {
    return bytes.getInt(sumAt) == of(bytes, sumAt);
  }

  /// Writes the checksum into its field.
  static void put(ByteBuffer bytes, int sumAt) {
    bytes.putInt(sumAt, of(bytes, sumAt));
  }
}
