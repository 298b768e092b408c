package io.tain.store.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Compresses frames; native, so it belongs on platform threads.
///
/// Safe for concurrent use; keeps one compressor for each thread that works at the same time.
public final class FrameEncoder implements AutoCloseable {
  private static final int LEVEL = 3;

  /// A frame stays raw unless compression takes off at least this share.
  private static final double MIN_GAIN_RATIO = 0.03;

  private final ConcurrentLinkedQueue<ZstdCompressCtx> idle = new ConcurrentLinkedQueue<>();

  /// The frame of these plain bytes.
  ///
  /// @param plain the bytes of all entries, one after the other; not kept
  public EncodedFrame encode(
      FrameKind kind, byte[] plain, int plainBytes, List<ChunkEntry> entries) {
    if (plainBytes < 1 || plainBytes > kind.maxPlainBytes()) {
      throw new IllegalArgumentException(kind + " frame of " + plainBytes + " bytes");
    }
    byte[] target = new byte[(int) Zstd.compressBound(plainBytes)];
    int compressed = compress(plain, plainBytes, target);
    boolean zstd = compressed <= plainBytes * (1 - MIN_GAIN_RATIO);
    ByteBuffer stored =
        ByteBuffer.wrap(
            zstd ? Arrays.copyOf(target, compressed) : Arrays.copyOf(plain, plainBytes));
    return new EncodedFrame(kind, zstd, plainBytes, stored, PackFormat.crc(stored), entries);
  }

  @Override
  public void close() {
    for (var context = idle.poll(); context != null; context = idle.poll()) {
      context.close();
    }
  }

  private int compress(byte[] plain, int plainBytes, byte[] target) {
    ZstdCompressCtx context = idle.poll();
    if (context == null) {
      context = new ZstdCompressCtx().setLevel(LEVEL);
    }
    try {
      return context.compressByteArray(target, 0, target.length, plain, 0, plainBytes);
    } finally {
      idle.add(context);
    }
  }
}
