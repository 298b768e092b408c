package io.tain.build.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// Sets the count of kilobytes ever written to an ext4 file system to zero.
///
/// mke2fs counts what it wrote, which differs by a few from one run to the next. The count is in
/// the super block and in its copies, in group 1 and in those that are powers of 3, 5 and 7.
final class WriteCounter {
  private static final int SUPER_BLOCK_BYTES = 1024;
  private static final short MAGIC = (short) 0xEF53;
  private static final int KILOBYTES_WRITTEN = 0x178;
  private static final int CHECKSUM = 0x3FC;

  private WriteCounter() {}

  /// Sets it.
  ///
  /// @param start where the file system begins in `file`, in bytes
  static void reset(Path file, long start) throws IOException {
    try (var disk = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer first = reset(disk, start + SUPER_BLOCK_BYTES);
      long blockBytes = (long) SUPER_BLOCK_BYTES << first.getInt(0x18);
      long groupBytes = first.getInt(0x20) * blockBytes;
      long firstBlockBytes = first.getInt(0x14) * (long) SUPER_BLOCK_BYTES;
      int groups = Math.ceilDiv(first.getInt(0x04), first.getInt(0x20));
      for (int group = 1; group < groups; group++) {
        if (hasCopy(group)) {
          reset(disk, start + firstBlockBytes + group * groupBytes);
        }
      }
    }
  }

  private static ByteBuffer reset(FileChannel disk, long offset) throws IOException {
    var block = ByteBuffer.allocate(SUPER_BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (block.hasRemaining()) {
      if (disk.read(block, offset + block.position()) < 0) {
        throw new EOFException("ext4 " + offset);
      }
    }
    if (block.getShort(0x38) != MAGIC) {
      throw new IOException("ext4 " + offset + ": 0xEF53");
    }
    block.putLong(KILOBYTES_WRITTEN, 0);
    var crc = new CRC32C();
    crc.update(block.slice(0, CHECKSUM));
    block.putInt(CHECKSUM, ~(int) crc.getValue());
    ByteBuffer written = block.duplicate().rewind();
    while (written.hasRemaining()) {
      disk.write(written, offset + written.position());
    }
    return block;
  }

  private static boolean hasCopy(int group) {
    return group == 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
  }

  private static boolean isPower(int number, int base) {
    int power = base;
    while (power < number) {
      power *= base;
    }
    return power == number;
  }
}
