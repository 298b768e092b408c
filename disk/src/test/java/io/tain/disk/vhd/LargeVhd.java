package io.tain.disk.vhd;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;

/// A dynamic disk of as many blocks as there may be, all of them stored, none of them written.
public final class LargeVhd {
  private static final int BLOCKS = 2 << 20;
  private static final int BLOCK_BYTES = 4096;
  private static final int STORED_BYTES = BLOCK_BYTES + 512;
  private static final int DYNAMIC = 3;
  private static final long TABLE_AT = 1536;

  private LargeVhd() {}

  /// Writes the file, which takes as much room as its table.
  public static void write(Path file) throws IOException {
    long firstBlock = TABLE_AT + 4L * BLOCKS;
    long end = firstBlock + (long) BLOCKS * STORED_BYTES;
    ByteBuffer table = ByteBuffer.allocate(4 * BLOCKS);
    for (int i = 0; i < BLOCKS; i++) {
      table.putInt((int) ((firstBlock + (long) i * STORED_BYTES) / 512));
    }
    byte[] footer =
        VhdFooter.of(DYNAMIC, 512, (long) BLOCKS * BLOCK_BYTES, new UUID(1, 2)).bytes().array();
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.write(footer);
      access.write(DynamicHeader.of(TABLE_AT, BLOCKS, BLOCK_BYTES).bytes().array());
      access.write(table.array());
      access.seek(end);
      access.write(footer);
    }
  }
}
