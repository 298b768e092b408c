package io.tain.disk.qcow2;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Compresses with zstd at its usual level.
final class ZstdEncoder implements ClusterEncoder {
  private static final int LEVEL = 3;

  private final ConcurrentLinkedQueue<ZstdCompressCtx> idle = new ConcurrentLinkedQueue<>();

  @Override
  public int encode(ByteBuffer cluster, ByteBuffer target) {
    ZstdCompressCtx context = idle.poll();
    if (context == null) {
      context = new ZstdCompressCtx().setLevel(LEVEL);
    }
    try {
      return context.compressDirectByteBuffer(
          target,
          target.position(),
          target.remaining(),
          cluster,
          cluster.position(),
          cluster.remaining());
    } catch (ZstdException tooLong) {
      if (tooLong.getErrorCode() == Zstd.errDstSizeTooSmall()) {
        return 0;
      }
      throw tooLong;
    } finally {
      idle.add(context);
    }
  }

  @Override
  public int type() {
    return 1;
  }

  @Override
  public void close() {
    for (ZstdCompressCtx context = idle.poll(); context != null; context = idle.poll()) {
      context.close();
    }
  }
}
