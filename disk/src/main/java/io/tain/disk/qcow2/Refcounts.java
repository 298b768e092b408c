package io.tain.disk.qcow2;

import static io.tain.disk.qcow2.Qcow2Layout.CLUSTER_BYTES;
import static io.tain.disk.qcow2.Qcow2Layout.REFCOUNTS;

import io.tain.base.local.FileWriting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// How often each cluster of a new file is referred to; compressed clusters share one.
///
/// For one thread at a time; takes two bytes for a cluster of the file.
final class Refcounts {
  private short[] counts = new short[1024];

  /// Counts a reference to all clusters that a range of the file touches.
  void add(long offset, long length) {
    int first = Math.toIntExact(offset / CLUSTER_BYTES);
    int end = Math.toIntExact((offset + length - 1) / CLUSTER_BYTES) + 1;
    if (end > counts.length) {
      counts = Arrays.copyOf(counts, Math.max(end, 2 * counts.length));
    }
    for (int i = first; i < end; i++) {
      counts[i]++;
    }
  }

  /// Writes the blocks behind the last cluster, and the table that names them.
  ///
  /// @param clusters of the file so far
  void write(FileChannel file, long clusters, long tableOffset) throws IOException {
    long blocks = Qcow2Layout.divideUp(clusters, REFCOUNTS - 1);
    add(clusters * CLUSTER_BYTES, blocks * CLUSTER_BYTES);
    ByteBuffer table = ByteBuffer.allocate((int) blocks * Long.BYTES);
    for (long block = 0; block < blocks; block++) {
      long place = (clusters + block) * CLUSTER_BYTES;
      table.putLong(place);
      FileWriting.write(file, block((int) (block * REFCOUNTS)), place);
    }
    FileWriting.write(file, table.flip(), tableOffset);
  }

  private ByteBuffer block(int first) {
    ByteBuffer block = ByteBuffer.allocate(CLUSTER_BYTES);
    int end = Math.min(counts.length, first + REFCOUNTS);
    for (int i = first; i < end; i++) {
      block.putShort(counts[i]);
    }
    return block.clear();
  }
}
