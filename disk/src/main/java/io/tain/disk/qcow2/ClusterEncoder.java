package io.tain.disk.qcow2;

import java.nio.ByteBuffer;

/// Compresses single clusters.
///
/// Safe for concurrent use; closing it frees memory outside of the heap.
interface ClusterEncoder extends AutoCloseable {
  /// Compresses a cluster.
  ///
  /// @param cluster direct; from position to limit, which stay as they are
  /// @param target direct; receives the bytes from its position on, which stays as it is
  /// @return how many bytes, or 0 when they do not fit into the target
  int encode(ByteBuffer cluster, ByteBuffer target);

  /// What bit and field of the header call it: 0 deflate, 1 zstd.
  int type();

  @Override
  void close();
}
