package io.tain.fleet.qemu;

import io.tain.base.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The file that takes what a guest writes: an empty qcow2 that names no backing file.
///
/// QEMU is told on its command line what lies below, so that no name inside a file is followed.
///
/// | cluster | content |
/// |---|---|
/// | 0 | header, version 3 |
/// | 1 | refcount table |
/// | 2 | refcount block |
/// | 3 … | level 1 table, all zeros |
///
/// Source: docs/interop/qcow2.txt of QEMU.
final class Overlay {
  private static final int MAGIC = 0x514649FB;
  private static final int CLUSTER_BITS = 16;
  private static final int CLUSTER_BYTES = 1 << CLUSTER_BITS;
  private static final int HEADER_BYTES = 104;
  private static final int FIRST_TABLE_CLUSTER = 3;
  private static final int REFCOUNT_ORDER = 4;

  /// What one entry of the level 1 table covers: a cluster full of 8-byte entries.
  private static final long BYTES_PER_ENTRY = (long) CLUSTER_BYTES * (CLUSTER_BYTES / Long.BYTES);

  /// What guests count in.
  private static final int SECTOR_BYTES = 512;

  private static final long MAX_SIZE_BYTES = 64L << 40;

  private Overlay() {}

  /// Writes an overlay over a disk of `diskBytes`, rounded up to whole sectors of 512 bytes.
  ///
  /// @param diskBytes at most 64 TiB, as much as is imported
  static void write(DurableFiles files, Path target, long diskBytes) throws IOException {
    if (diskBytes < 0 || diskBytes > MAX_SIZE_BYTES) {
      throw new IllegalArgumentException("disk of " + diskBytes + " bytes");
    }
    long sizeBytes = Math.max(1, Math.ceilDiv(diskBytes, SECTOR_BYTES)) * SECTOR_BYTES;
    int entries = (int) Math.ceilDiv(sizeBytes, BYTES_PER_ENTRY);
    int tableClusters = Math.ceilDiv(entries * Long.BYTES, CLUSTER_BYTES);
    int clusters = FIRST_TABLE_CLUSTER + tableClusters;
    ByteBuffer image = ByteBuffer.allocate(clusters * CLUSTER_BYTES);
    putHeader(image, sizeBytes, entries);
    image.putLong(CLUSTER_BYTES, 2L * CLUSTER_BYTES);
    for (int cluster = 0; cluster < clusters; cluster++) {
      image.putShort(2 * CLUSTER_BYTES + cluster * Short.BYTES, (short) 1);
    }
    files.write(target, image.array());
  }

  private static void putHeader(ByteBuffer image, long sizeBytes, int levelOneEntries) {
    image.putInt(0, MAGIC).putInt(4, 3);
    image.putInt(20, CLUSTER_BITS).putLong(24, sizeBytes);
    image.putInt(36, levelOneEntries).putLong(40, (long) FIRST_TABLE_CLUSTER * CLUSTER_BYTES);
    image.putLong(48, CLUSTER_BYTES).putInt(56, 1);
    image.putInt(96, REFCOUNT_ORDER).putInt(100, HEADER_BYTES);
  }
}
