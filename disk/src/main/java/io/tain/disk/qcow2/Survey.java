package io.tain.disk.qcow2;

import io.tain.disk.MalformedDiskException;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One walk over all tables before the first byte is read: everything in the file, nothing twice.
///
/// For one thread.
final class Survey implements ClusterMap.Visitor {
  private static final long OFFSET = 0xFFFF_FFFF_FFFF_FE00L;

  private final Qcow2Header header;
  private final HostClusters clusters;
  private long dataBytes;
  private long compressedClusters;

  private Survey(Qcow2Header header, HostFile file) {
    this.header = header;
    this.clusters = new HostClusters(file.sizeBytes(), header.clusterBits());
  }

  /// Walks the tables of a file whose header was found good.
  ///
  /// @throws MalformedDiskException if they contradict each other or leave the file
  static Survey of(Qcow2Header header, HostFile file, ClusterMap map) throws IOException {
    var survey = new Survey(header, file);
    survey.claimMetadata(file, map);
    long clusterBytes = header.clusterBytes();
    map.visit(0, (header.virtualSizeBytes() + clusterBytes - 1) / clusterBytes, survey);
    return survey;
  }

  /// How much of the disk is held in the file, before compression.
  long dataBytes() {
    return dataBytes;
  }

  long compressedClusters() {
    return compressedClusters;
  }

  @Override
  public void absent(long first, long end) {
    // Nothing is held for these, so nothing is claimed.
  }

  @Override
  public void cluster(long cluster, ClusterEntry entry) {
    long start = cluster << header.clusterBits();
    long inUse = Math.min(header.clusterBytes(), header.virtualSizeBytes() - start);
    switch (entry) {
      case ClusterEntry.Absent _ -> {}
      case ClusterEntry.Plain(var host, var parts) -> {
        clusters.claim(host, header.clusterBytes(), "one data cluster");
        long heldBytes = header.clusterBytes() / Integer.SIZE * Integer.bitCount(parts);
        dataBytes += Math.min(inUse, heldBytes);
      }
      case ClusterEntry.Compressed compressed -> {
        clusters.claimCompressed(compressed);
        dataBytes += inUse;
        compressedClusters++;
      }
    }
  }

  private void claimMetadata(HostFile file, ClusterMap map) throws IOException {
    long clusterBytes = header.clusterBytes();
    clusters.claim(0, clusterBytes, "the header");
    clusters.claim(header.l1Offset(), Math.max(header.l1Entries() * 8, 1), "the L1 table");
    long refcountBytes = header.refcountTableClusters() * clusterBytes;
    clusters.claim(header.refcountTableOffset(), refcountBytes, "the refcount table");
    if (header.snapshots() > 0) {
      clusters.claim(header.snapshotsOffset(), 1, "the snapshot table");
    }
    claimRefcountBlocks(file, (int) refcountBytes);
    map.forEachTable(table -> clusters.claim(table, clusterBytes, "one L2 table"));
  }

  private void claimRefcountBlocks(HostFile file, int refcountBytes) throws IOException {
    ByteBuffer table = file.read(header.refcountTableOffset(), refcountBytes);
    for (int at = 0; at < refcountBytes; at += 8) {
      long block = table.getLong(at);
      if (block != 0) {
        if ((block & ~OFFSET) != 0
            || block % header.clusterBytes() != 0
            || block < 0
            || block >= file.sizeBytes()) {
          throw new MalformedDiskException(
              HeaderRules.FORMAT,
              "Q7",
              header.refcountTableOffset() + at,
              "a refcount block inside the file",
              Long.toHexString(block));
        }
        clusters.claim(block, header.clusterBytes(), "one refcount block");
      }
    }
  }
}
