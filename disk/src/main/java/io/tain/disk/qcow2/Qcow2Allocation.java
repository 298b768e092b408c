package io.tain.disk.qcow2;

import static io.tain.disk.qcow2.Qcow2Layout.CLUSTER_BYTES;
import static io.tain.disk.qcow2.Qcow2Layout.L2_ENTRIES;
import static io.tain.disk.qcow2.Qcow2Layout.REFCOUNTS;

import io.tain.base.local.FileWriting;
import io.tain.disk.copy.ZeroRuns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Gives the clusters of a new file to data in the order in which it comes.
///
/// For one thread at a time.
final class Qcow2Allocation {
  private static final long COPIED = 1L << 63;

  private final Qcow2Layout layout;
  private final FileChannel file;
  private final ByteBuffer l1;
  private final ByteBuffer l2 = ByteBuffer.allocate(CLUSTER_BYTES);
  private long l2Index = -1;
  private long nextCluster;

  Qcow2Allocation(Qcow2Layout layout, FileChannel file) {
    this.layout = layout;
    this.file = file;
    this.l1 = ByteBuffer.allocate(layout.l1Entries() * 8);
    this.nextCluster = layout.firstFreeCluster();
  }

  /// Stores the clusters of a piece of the disk that are not all zeros.
  ///
  /// @param offset in the disk, at the start of a cluster, above all offsets before
  /// @param data the last cluster of the disk may be shorter
  void write(long offset, ByteBuffer data) throws IOException {
    int start = 0;
    while (start < data.remaining()) {
      if (isZero(data, start)) {
        start += CLUSTER_BYTES;
      } else {
        int end = start;
        selectTable(offset + start);
        while (end < data.remaining() && isInTable(offset + end) && !isZero(data, end)) {
          end += CLUSTER_BYTES;
        }
        store(offset + start, data.slice(start, Math.min(end, data.remaining()) - start));
        start = end;
      }
    }
  }

  /// Writes the tables; after that the file is whole.
  void finish() throws IOException {
    writeTable();
    FileWriting.write(file, layout.header(), 0);
    FileWriting.write(file, l1.rewind(), CLUSTER_BYTES);
    writeRefcounts();
  }

  private void store(long offset, ByteBuffer clusters) throws IOException {
    long hostOffset = nextCluster * CLUSTER_BYTES;
    long count = Qcow2Layout.divideUp(clusters.remaining(), CLUSTER_BYTES);
    int entry = (int) (offset / CLUSTER_BYTES % L2_ENTRIES);
    for (int i = 0; i < count; i++) {
      l2.putLong((entry + i) * 8, COPIED | (nextCluster + i) * CLUSTER_BYTES);
    }
    nextCluster += count;
    FileWriting.write(file, clusters, hostOffset);
  }

  private void selectTable(long offset) throws IOException {
    long index = tableOf(offset);
    if (index != l2Index) {
      writeTable();
      l2Index = index;
      l1.putLong((int) index * 8, COPIED | nextCluster * CLUSTER_BYTES);
      nextCluster++;
    }
  }

  private boolean isInTable(long offset) {
    return tableOf(offset) == l2Index;
  }

  private static long tableOf(long offset) {
    return offset / CLUSTER_BYTES / L2_ENTRIES;
  }

  private void writeTable() throws IOException {
    if (l2Index >= 0) {
      FileWriting.write(file, l2.clear(), l1.getLong((int) l2Index * 8) & ~COPIED);
      l2.clear().put(new byte[CLUSTER_BYTES]);
    }
  }

  private void writeRefcounts() throws IOException {
    long firstBlock = nextCluster;
    long blocks = Qcow2Layout.divideUp(firstBlock, REFCOUNTS - 1);
    long clusters = firstBlock + blocks;
    ByteBuffer table = ByteBuffer.allocate((int) blocks * 8);
    for (long block = 0; block < blocks; block++) {
      table.putLong((firstBlock + block) * CLUSTER_BYTES);
      ByteBuffer counts = ByteBuffer.allocate(CLUSTER_BYTES);
      long counted = Math.min(REFCOUNTS, clusters - block * REFCOUNTS);
      for (long i = 0; i < counted; i++) {
        counts.putShort((short) 1);
      }
      FileWriting.write(file, counts.rewind(), (firstBlock + block) * CLUSTER_BYTES);
    }
    FileWriting.write(file, table.flip(), layout.refcountTableCluster() * CLUSTER_BYTES);
  }

  private static boolean isZero(ByteBuffer data, int start) {
    return ZeroRuns.isZero(data.slice(start, Math.min(CLUSTER_BYTES, data.remaining() - start)));
  }
}
