package io.tain.fs.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// A state of the CRC-32C register that checksums of ext4 start from.
///
/// `CRC32C` always starts from the state of all ones, so that a seed is turned into the four bytes
/// that lead from there to the seed. ext4 keeps the register as it is; `CRC32C` answers its
/// inverse.
///
/// A seed is turned around once, since that takes longer than a short checksum.
final class ChecksumSeed {
  static final ChecksumSeed START = new ChecksumSeed(0xFFFFFFFF);

  private static final int REVERSED_POLYNOMIAL = 0x82F63B78;

  private final byte[] prefix;

  /// @param register the state, such as the checksum of the volume's uuid
  ChecksumSeed(int register) {
    int state = register;
    for (int bit = 0; bit < 32; bit++) {
      state = state < 0 ? (state ^ REVERSED_POLYNOMIAL) << 1 | 1 : state << 1;
    }
    int reversed = ~state;
    this.prefix =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(reversed).array();
  }

  /// The state after `bytes`, from its position to its limit, which do not move.
  int of(ByteBuffer bytes) {
    var checksum = new CRC32C();
    checksum.update(prefix);
    checksum.update(bytes.duplicate());
    return ~(int) checksum.getValue();
  }

  /// The state after `bytes` as a seed for what follows them.
  ChecksumSeed then(ByteBuffer bytes) {
    return new ChecksumSeed(of(bytes));
  }

  /// The state after a 32-bit number as a seed.
  ChecksumSeed then(int number) {
    return then(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, number));
  }
}
