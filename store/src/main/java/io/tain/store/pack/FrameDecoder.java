package io.tain.store.pack;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.tain.store.DamagedException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Gives the plain bytes of frames back; native, so it belongs on platform threads.
///
/// Safe for concurrent use; keeps one decompressor for each thread that works at the same time.
final class FrameDecoder implements AutoCloseable {
  private final ConcurrentLinkedQueue<ZstdDecompressCtx> idle = new ConcurrentLinkedQueue<>();

  /// The plain bytes of a frame whose stored bytes these are.
  byte[] decode(PackFooter footer, int frame, ByteBuffer stored) {
    byte[] bytes = stored.array();
    int start = stored.arrayOffset() + stored.position();
    byte[] plain = new byte[footer.plainBytes(frame)];
    if (!footer.zstd(frame)) {
      System.arraycopy(bytes, start, plain, 0, plain.length);
      return plain;
    }
    ZstdDecompressCtx context = idle.poll();
    if (context == null) {
      context = new ZstdDecompressCtx();
    }
    try {
      int length =
          context.decompressByteArray(plain, 0, plain.length, bytes, start, stored.remaining());
      if (length != plain.length) {
        throw damaged(footer, frame, length);
      }
      return plain;
    } catch (ZstdException e) {
      throw damaged(footer, frame, "an error").causedBy(e);
    } finally {
      idle.add(context);
    }
  }

  @Override
  public void close() {
    for (var context = idle.poll(); context != null; context = idle.poll()) {
      context.close();
    }
  }

  private static DamagedException damaged(PackFooter footer, int frame, Object found) {
    return new DamagedException(
        "pack " + footer.pack() + " frame " + frame,
        footer.frameOffset(frame),
        footer.plainBytes(frame) + " bytes after decompression",
        found);
  }
}
