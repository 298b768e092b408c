package io.tain.disk.qcow2;

import io.tain.disk.MalformedDiskException;
import java.util.BitSet;

/// Which clusters of the file are taken, so that nothing is two things at once.
///
/// Compressed clusters may share a cluster of the file with each other. Takes at most two bits for
/// each cluster of the file.
final class HostClusters {
  private final int clusterBits;
  private final int clusters;
  private final BitSet whole;
  private BitSet compressed = new BitSet();

  /// @param fileBytes so long that the file has fewer than 2^31 clusters
  HostClusters(long fileBytes, int clusterBits) {
    this.clusterBits = clusterBits;
    // Sets that grow are twice as large for a while.
    this.clusters = (int) (fileBytes >>> clusterBits) + 2;
    this.whole = new BitSet(clusters);
  }

  /// Takes whole clusters for one thing.
  ///
  /// @throws MalformedDiskException if one of them is taken already
  void claim(long offset, long length, String what) {
    int first = (int) (offset >>> clusterBits);
    int end = (int) ((offset + length - 1) >>> clusterBits) + 1;
    expectFree(whole, first, end, what);
    expectFree(compressed, first, end, what);
    whole.set(first, end);
  }

  /// Takes clusters for compressed ones.
  void claimCompressed(ClusterEntry.Compressed entry) {
    int first = (int) (entry.hostOffset() >>> clusterBits);
    int end = (int) ((entry.hostOffset() + entry.length() - 1) >>> clusterBits) + 1;
    expectFree(whole, first, end, "a compressed cluster");
    if (compressed.isEmpty()) {
      compressed = new BitSet(clusters);
    }
    compressed.set(first, end);
  }

  private void expectFree(BitSet taken, int first, int end, String what) {
    int found = taken.nextSetBit(first);
    if (found >= 0 && found < end) {
      long offset = (long) found << clusterBits;
      throw new MalformedDiskException(
          HeaderRules.FORMAT, "Q7", offset, "only " + what, "something else as well");
    }
  }
}
