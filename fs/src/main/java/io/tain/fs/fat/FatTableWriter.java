package io.tain.fs.fat;

import java.nio.ByteBuffer;

/// Writes the chains of files, each in consecutive clusters, into both tables of an image.
final class FatTableWriter {
  private static final int END_OF_CHAIN = 0xFFFF;

  private final ByteBuffer image;
  private final FatImageLayout layout;
  private int next = 2;

  FatTableWriter(ByteBuffer image, FatImageLayout layout, int media) {
    this.image = image;
    this.layout = layout;
    put(0, 0xFF00 | media);
    put(1, END_OF_CHAIN);
  }

  /// The first cluster of a new chain; 0, as FAT has it, for an empty one.
  int chain(int clusters) {
    if (clusters == 0) {
      return 0;
    }
    int first = next;
    next += clusters;
    for (int cluster = first; cluster < next; cluster++) {
      put(cluster, cluster == next - 1 ? END_OF_CHAIN : cluster + 1);
    }
    return first;
  }

  private void put(int cluster, int value) {
    for (int table = 0; table < FatImageLayout.TABLES; table++) {
      int sector = FatImageLayout.RESERVED_SECTORS + table * layout.sectorsPerTable();
      int start = sector * FatImageLayout.SECTOR_BYTES;
      if (layout.bits() == 16) {
        image.putShort(start + cluster * 2, (short) value);
      } else {
        put12(start + cluster * 3 / 2, (cluster & 1) * 4, value & 0xFFF);
      }
    }
  }

  private void put12(int offset, int shift, int value) {
    int kept = image.getShort(offset) & ~(0xFFF << shift);
    image.putShort(offset, (short) (kept | value << shift));
  }
}
