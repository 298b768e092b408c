package io.tain.disk.lvm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/// The CRC-32 of LVM2, which starts from a state of its own and is not inverted at the end.
///
/// `CRC32` always starts from the state of all ones, so that the four bytes that lead from there to
/// LVM's start are put in front.
///
/// Source: `calc_crc` and `INITIAL_CRC` of lvm2, lib/misc/crc.c.
final class MetadataSum {
  private static final int START = 0xF597A6CF;
  private static final int REVERSED_POLYNOMIAL = 0xEDB88320;

  private MetadataSum() {}

  /// The sum of `bytes`, from its position to its limit, which do not move.
  static int of(ByteBuffer bytes) {
    var sum = new CRC32();
    sum.update(prefix());
    sum.update(bytes.duplicate());
    return ~(int) sum.getValue();
  }

  private static ByteBuffer prefix() {
    int state = START;
    for (int bit = 0; bit < 32; bit++) {
      state = state < 0 ? (state ^ REVERSED_POLYNOMIAL) << 1 | 1 : state << 1;
    }
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, ~state);
  }
}
