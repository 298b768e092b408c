package io.tain.fs.ext4;

import io.tain.fs.ImageMutation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Makes the checksums of changed superblocks right, that of the journal too.
///
/// @param journalAt where the journal's superblock lies, in bytes; 0 without one
record SuperblockSeal(int journalAt) implements ImageMutation.Seal {
  private static final int BYTES = 1024;
  private static final int CHECKSUM = 0x3FC;
  private static final int JOURNAL_CHECKSUM = 0xFC;

  @Override
  public void close(byte[] damaged, int at) {
    ByteBuffer bytes = ByteBuffer.wrap(damaged);
    if (at / BYTES == 1) {
      int sum = ~crc(damaged, BYTES, CHECKSUM);
      bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(BYTES + CHECKSUM, sum);
    } else if (journalAt > 0 && at / BYTES == journalAt / BYTES) {
      bytes.putInt(journalAt + JOURNAL_CHECKSUM, 0);
      bytes.putInt(journalAt + JOURNAL_CHECKSUM, ~crc(damaged, journalAt, BYTES));
    }
  }

  private static int crc(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
