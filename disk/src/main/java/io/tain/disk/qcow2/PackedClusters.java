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

  /// Compresses a piece of a disk in its own buffer: what a cluster becomes is never longer, so it
  /// overwrites only clusters that were compressed before.
  ///
  /// @param offset in the disk, a multiple of the size of a cluster
  /// @param data has room for whole clusters behind its limit; taken by the result
  /// @param scratch as long as a cluster, free again afterwards
  static PackedClusters of(
      long offset, ByteBuffer data, ClusterEncoder encoder, ByteBuffer scratch) {
    var places = new ArrayList<Place>();
    ByteBuffer bytes = data.duplicate().clear();
    for (int at = 0; at < data.remaining(); at += CLUSTER_BYTES) {
      ByteBuffer cluster = data.slice(at, Math.min(CLUSTER_BYTES, data.remaining() - at));
      if (!ZeroRuns.isZero(cluster)) {
        int start = bytes.position();
        ByteBuffer packed = packed(whole(cluster), encoder, scratch);
        bytes.put(start, packed, 0, packed.limit()).position(start + packed.limit());
        places.add(new Place(offset + at, start, packed.limit()));
      }
    }
    return new PackedClusters(bytes.flip(), List.copyOf(places));
  }

  /// The cluster itself when it becomes no shorter.
  private static ByteBuffer packed(ByteBuffer cluster, ClusterEncoder encoder, ByteBuffer scratch) {
    int length = encoder.encode(cluster, scratch.slice(0, CLUSTER_BYTES - 1));
    return length == 0 ? cluster : scratch.slice(0, length);
  }

  // The last cluster of a disk is as long as the others.
  private static ByteBuffer whole(ByteBuffer cluster) {
    return cluster.remaining() == CLUSTER_BYTES
        ? cluster
        : ByteBuffer.allocateDirect(CLUSTER_BYTES).put(cluster.duplicate()).rewind();
  }
}
