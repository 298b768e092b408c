package io.tain.disk.qcow2;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.JZlib;
import java.nio.ByteBuffer;

/// Compresses with deflate as the format asks for it: a window of 4 KiB and no frame around it.
///
/// The deflate of the Java library has no smaller window than 32 KiB.
final class DeflateEncoder implements ClusterEncoder {
  private static final int WINDOW_BITS = 12;

  @Override
  public int encode(ByteBuffer cluster, ByteBuffer target) {
    byte[] packed = new byte[target.remaining()];
    byte[] plain = new byte[cluster.remaining()];
    cluster.get(cluster.position(), plain);
    try {
      var deflater = new Deflater(JZlib.Z_DEFAULT_COMPRESSION, WINDOW_BITS, true);
      deflater.setInput(plain);
      deflater.setOutput(packed);
      if (deflater.deflate(JZlib.Z_FINISH) != JZlib.Z_STREAM_END) {
        return 0;
      }
      target.put(target.position(), packed, 0, (int) deflater.getTotalOut());
      return (int) deflater.getTotalOut();
    } catch (GZIPException wrongSettings) {
      throw new IllegalStateException(wrongSettings);
    }
  }

  @Override
  public int type() {
    return 0;
  }

  @Override
  public void close() {
    // It holds nothing outside of the heap.
  }
}
