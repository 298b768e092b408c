package io.tain.disk.qcow2;

import static io.tain.disk.qcow2.Qcow2Layout.CLUSTER_BYTES;
import static io.tain.disk.qcow2.Qcow2Layout.L2_ENTRIES;
import static io.tain.disk.qcow2.Qcow2Layout.REFCOUNTS;

import io.tain.disk.layout.BlockSet;
import io.tain.disk.layout.Layout;
import java.nio.ByteBuffer;

/// A file of plain clusters, each referred to once; [Qcow2Layout] tells the order.
record PlainClusterLayout(Qcow2Layout frame, BlockSet blocks) implements Layout {
  private static final long COPIED = 1L << 63;

  /// The cluster of the file that holds a cluster of the disk.
  static long clusterOf(Qcow2Layout frame, BlockSet blocks, long block) {
    long tables = blocks.tables().rank(block / L2_ENTRIES + 1);
    return frame.firstFreeCluster() + tables + blocks.rank(block);
  }

  @Override
  public long sizeBytes() {
    return (end() + refcountBlocks()) * CLUSTER_BYTES;
  }

  @Override
  public Part at(long offset) {
    long cluster = offset / CLUSTER_BYTES;
    if (cluster >= end()) {
      return computed(cluster, () -> refcounts((cluster - end()) * REFCOUNTS));
    }
    if (cluster >= frame.firstFreeCluster()) {
      return allocated(offset, cluster - frame.firstFreeCluster());
    }
    if (cluster >= frame.refcountTableCluster()) {
      return computed(
          cluster, () -> refcountTable((cluster - frame.refcountTableCluster()) * L2_ENTRIES));
    }
    return cluster == 0
        ? computed(0, () -> frame.header(0))
        : computed(cluster, () -> l1((cluster - 1) * L2_ENTRIES));
  }

  /// @param index of the cluster among the L2 tables and the data
  private Part allocated(long offset, long index) {
    BlockSet tables = blocks.tables();
    long low = 0;
    long high = tables.count() - 1;
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (indexOf(tables, middle) <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    long table = tables.select(low);
    long before = indexOf(tables, low);
    if (before == index) {
      return computed(frame.firstFreeCluster() + index, () -> l2(table));
    }
    long block = blocks.select(index - low - 1);
    long end = blocks.nextAbsent(block, (table + 1) * L2_ENTRIES);
    long start = (frame.firstFreeCluster() + index) * CLUSTER_BYTES;
    return new Part.Held(
        start + (end - block) * CLUSTER_BYTES, block * CLUSTER_BYTES + offset - start);
  }

  private long indexOf(BlockSet tables, long rank) {
    return rank + blocks.rank(tables.select(rank) * L2_ENTRIES);
  }

  private ByteBuffer l1(long first) {
    ByteBuffer entries = ByteBuffer.allocate(CLUSTER_BYTES);
    long end = Math.min(first + L2_ENTRIES, frame.l1Entries());
    for (long table = first; table < end; table++) {
      boolean isThere = blocks.tables().has(table);
      entries.putLong(isThere ? COPIED | l2Cluster(table) * CLUSTER_BYTES : 0);
    }
    return entries.clear();
  }

  private long l2Cluster(long table) {
    return frame.firstFreeCluster() + blocks.tables().rank(table) + blocks.rank(table * L2_ENTRIES);
  }

  private ByteBuffer l2(long table) {
    ByteBuffer entries = ByteBuffer.allocate(CLUSTER_BYTES);
    long next = l2Cluster(table) + 1;
    for (int i = 0; i < L2_ENTRIES; i++) {
      if (blocks.has(table * L2_ENTRIES + i)) {
        entries.putLong(i * Long.BYTES, COPIED | next * CLUSTER_BYTES);
        next++;
      }
    }
    return entries;
  }

  private ByteBuffer refcountTable(long first) {
    ByteBuffer entries = ByteBuffer.allocate(CLUSTER_BYTES);
    long last = Math.min(first + L2_ENTRIES, refcountBlocks());
    for (long block = first; block < last; block++) {
      entries.putLong((end() + block) * CLUSTER_BYTES);
    }
    return entries.clear();
  }

  private ByteBuffer refcounts(long first) {
    ByteBuffer counts = ByteBuffer.allocate(CLUSTER_BYTES);
    long last = Math.min(first + REFCOUNTS, end() + refcountBlocks());
    for (long cluster = first; cluster < last; cluster++) {
      counts.putShort((short) 1);
    }
    return counts.clear();
  }

  private long refcountBlocks() {
    return Qcow2Layout.divideUp(end(), REFCOUNTS - 1);
  }

  /// The first cluster behind the data.
  private long end() {
    return frame.firstFreeCluster() + blocks.tables().count() + blocks.count();
  }

  private static Part computed(long cluster, Source source) {
    return new Part.Computed(cluster * CLUSTER_BYTES, (cluster + 1) * CLUSTER_BYTES, source);
  }
}
