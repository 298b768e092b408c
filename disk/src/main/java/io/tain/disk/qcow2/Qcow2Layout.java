package io.tain.disk.qcow2;

import java.nio.ByteBuffer;

/// Where the tables of a new file stand that are there whatever the data is.
///
/// | clusters | content |
/// |---|---|
/// | 0 | header |
/// | from 1 | L1 table |
/// | after it | refcount table, as long as a disk without holes needs it |
/// | after it | L2 tables and data in the order of the disk |
/// | at the end | refcount blocks |
record Qcow2Layout(long virtualSizeBytes) {
  static final int CLUSTER_BITS = 16;
  static final int CLUSTER_BYTES = 1 << CLUSTER_BITS;
  static final int L2_ENTRIES = CLUSTER_BYTES / 8;

  /// References that one refcount block counts, 16 bits each.
  static final int REFCOUNTS = CLUSTER_BYTES / 2;

  private static final int SECTOR_BYTES = 512;
  private static final int HEADER_LENGTH = Qcow2Header.LENGTH_WITH_COMPRESSION;

  /// The layout for a disk, whose size is rounded up to sectors.
  Qcow2Layout {
    virtualSizeBytes = (virtualSizeBytes + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
  }

  int l1Entries() {
    return Math.toIntExact(divideUp(dataClusters(), L2_ENTRIES));
  }

  long refcountTableCluster() {
    return 1 + l1Clusters();
  }

  long refcountTableClusters() {
    // Behind compressed clusters up to one cluster stays empty before a plain one.
    long others = 1 + l1Clusters() + 2 * dataClusters() + l1Entries();
    long tableClusters = 1;
    while (tableClusters < neededFor(others + tableClusters)) {
      tableClusters++;
    }
    return tableClusters;
  }

  long firstFreeCluster() {
    return refcountTableCluster() + refcountTableClusters();
  }

  /// @param compression 0 none or deflate, 1 zstd
  ByteBuffer header(int compression) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH + 8);
    header.putInt(0, Qcow2Header.MAGIC).putInt(4, 3);
    header.putInt(20, CLUSTER_BITS).putLong(24, virtualSizeBytes);
    header.putInt(36, l1Entries()).putLong(40, CLUSTER_BYTES);
    header.putLong(48, refcountTableCluster() * CLUSTER_BYTES);
    header.putInt(56, Math.toIntExact(refcountTableClusters()));
    header.putInt(96, 4).putInt(100, HEADER_LENGTH);
    header.putLong(72, compression == 0 ? 0 : Qcow2Header.COMPRESSION);
    header.put(104, (byte) compression);
    return header;
  }

  private long l1Clusters() {
    return divideUp(l1Entries() * 8L, CLUSTER_BYTES);
  }

  private long dataClusters() {
    return divideUp(virtualSizeBytes, CLUSTER_BYTES);
  }

  private static long neededFor(long clusters) {
    return divideUp(divideUp(clusters, REFCOUNTS - 1) * 8, CLUSTER_BYTES);
  }

  static long divideUp(long value, long unit) {
    return (value + unit - 1) / unit;
  }
}
