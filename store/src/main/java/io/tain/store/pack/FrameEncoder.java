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

  /// Room for output that is kept between frames: enough for chunks, not for every object.
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private final ConcurrentLinkedQueue<Compressor> idle = new ConcurrentLinkedQueue<>();

  /// The frame of these plain bytes.
  ///
  /// @param plain the bytes of all entries, one after the other; not kept
  public EncodedFrame encode(
      FrameKind kind, byte[] plain, int plainBytes, List<ChunkEntry> entries) {
    if (plainBytes < 1 || plainBytes > kind.maxPlainBytes()) {
      throw new IllegalArgumentException(kind + " frame of " + plainBytes + " bytes");
    }
    Compressor compressor = idle.poll();
    if (compressor == null) {
      compressor = new Compressor();
    }
    try {
      int compressed = compressor.compress(plain, plainBytes);
      boolean zstd = compressed <= plainBytes * (1 - MIN_GAIN_RATIO);
      ByteBuffer stored =
          ByteBuffer.wrap(
              zstd
                  ? Arrays.copyOf(compressor.target, compressed)
                  : Arrays.copyOf(plain, plainBytes));
      return new EncodedFrame(kind, zstd, plainBytes, stored, PackFormat.crc(stored), entries);
    } finally {
      idle.add(compressor);
    }
  }

  @Override
  public void close() {
    for (var compressor = idle.poll(); compressor != null; compressor = idle.poll()) {
      compressor.context.close();
    }
  }

  /// A compressor with room for its output; for one thread at a time.
  private static final class Compressor {
    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
    private byte[] target = new byte[0];

    int compress(byte[] plain, int plainBytes) {
      int bound = (int) Zstd.compressBound(plainBytes);
      if (target.length < bound || target.length > MAX_KEPT_BYTES) {
        target = new byte[bound];
      }
      return context.compressByteArray(target, 0, target.length, plain, 0, plainBytes);
    }
  }
}
