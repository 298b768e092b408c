package io.tain.disk.qcow2;

import static io.tain.disk.qcow2.Qcow2Layout.CLUSTER_BYTES;

import io.tain.disk.copy.ZeroRuns;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The clusters of a piece of a disk that are not all zeros, compressed where that makes them
/// smaller.
///
/// @param bytes of all clusters, one after the other
record PackedClusters(ByteBuffer bytes, List<Place> places) {
  /// Where a cluster stands.
  ///
  /// @param offset in the disk
  /// @param at in the bytes
  record Place(long offset, int at, int length) {
    /// True for a cluster that compression did not make smaller.
    boolean isPlain() {
      return length == CLUSTER_BYTES;
    }
  }

  /// Compresses a piece of a disk.
  ///
  /// @param offset in the disk, a multiple of the size of a cluster
  /// @param bytes takes what it becomes; as long as the clusters are
  static PackedClusters of(long offset, ByteBuffer data, ClusterEncoder encoder, ByteBuffer bytes) {
    var places = new ArrayList<Place>();
    for (int at = 0; at < data.remaining(); at += CLUSTER_BYTES) {
      ByteBuffer cluster = data.slice(at, Math.min(CLUSTER_BYTES, data.remaining() - at));
      if (!ZeroRuns.isZero(cluster)) {
        int start = bytes.position();
        pack(whole(cluster), bytes, encoder);
        places.add(new Place(offset + at, start, bytes.position() - start));
      }
    }
    return new PackedClusters(bytes.flip(), List.copyOf(places));
  }

  private static void pack(ByteBuffer cluster, ByteBuffer target, ClusterEncoder encoder) {
    int start = target.position();
    int length = encoder.encode(cluster, target.slice(start, CLUSTER_BYTES - 1));
    if (length == 0) {
      target.put(cluster.duplicate());
    } else {
      target.position(start + length);
    }
  }

  // The last cluster of a disk is as long as the others.
  private static ByteBuffer whole(ByteBuffer cluster) {
    return cluster.remaining() == CLUSTER_BYTES
        ? cluster
        : ByteBuffer.allocateDirect(CLUSTER_BYTES).put(cluster.duplicate()).rewind();
  }
}
