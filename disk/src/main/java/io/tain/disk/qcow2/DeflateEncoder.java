package io.tain.disk.qcow2;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.JZlib;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Compresses with deflate as the format asks for it: a window of 4 KiB and no frame around it.
///
/// The deflate of the Java library has no smaller window than 32 KiB.
final class DeflateEncoder implements ClusterEncoder {
  private static final int WINDOW_BITS = 12;

  private final ConcurrentLinkedQueue<Arrays> idle = new ConcurrentLinkedQueue<>();

  @Override
  public int encode(ByteBuffer cluster, ByteBuffer target) {
    Arrays used = idle.poll();
    Arrays arrays = used == null ? new Arrays() : used;
    try {
      return encode(cluster, target, arrays);
    } catch (GZIPException wrongSettings) {
      throw new IllegalStateException(wrongSettings);
    } finally {
      idle.add(arrays);
    }
  }

  private static int encode(ByteBuffer cluster, ByteBuffer target, Arrays arrays)
      throws GZIPException {
    cluster.get(cluster.position(), arrays.plain, 0, cluster.remaining());
    var deflater = new Deflater(JZlib.Z_DEFAULT_COMPRESSION, WINDOW_BITS, true);
    deflater.setInput(arrays.plain, 0, cluster.remaining(), false);
    deflater.setOutput(arrays.packed, 0, target.remaining());
    if (deflater.deflate(JZlib.Z_FINISH) != JZlib.Z_STREAM_END) {
      return 0;
    }
    int length = (int) deflater.getTotalOut();
    target.put(target.position(), arrays.packed, 0, length);
    return length;
  }

  @Override
  public int type() {
    return 0;
  }

  @Override
  public void close() {
    // It holds nothing outside of the heap.
  }

  /// What one thread compresses from and to.
  private static final class Arrays {
    final byte[] plain = new byte[Qcow2Layout.CLUSTER_BYTES];
    final byte[] packed = new byte[Qcow2Layout.CLUSTER_BYTES];
  }
}
