package io.tain.store.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// Compresses frames; native, so it belongs on platform threads.
///
/// Safe for concurrent use; keeps one compressor for each thread that works at the same time.
public final class FrameEncoder implements AutoCloseable {
  private static final int LEVEL = 3;
  private static final byte[] NO_DICTIONARY = new byte[0];
  private static final Dictionary NOTHING = new Dictionary(NO_DICTIONARY, List.of(), List.of());

  /// A frame stays raw unless compression takes off at least this share.
  private static final double MIN_GAIN_RATIO = 0.03;

  /// Room for output that is kept between frames: enough for chunks, not for every object.
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private final ConcurrentLinkedQueue<Compressor> idle = new ConcurrentLinkedQueue<>();

  /// The frame of these plain bytes, by itself.
  ///
  /// @param plain the bytes of all entries, one after the other; not kept
  public EncodedFrame encode(
      FrameKind kind, byte[] plain, int plainBytes, List<ChunkEntry> entries) {
    requireSize(kind, plainBytes);
    return with(
        compressor -> {
          int compressed = compressor.compress(plain, plainBytes);
          boolean zstd = compressed <= plainBytes * (1 - MIN_GAIN_RATIO);
          byte[] stored = zstd ? compressor.output(compressed) : Arrays.copyOf(plain, plainBytes);
          FrameCodec codec = zstd ? FrameCodec.ZSTD : FrameCodec.RAW;
          return frame(kind, codec, plainBytes, new Body(stored, entries), NOTHING);
        });
  }

  /// The frame of these plain bytes against base frames; empty when that does not make it smaller.
  ///
  /// @param plain as above
  public Optional<EncodedFrame> encode(
      FrameKind kind,
      byte[] plain,
      int plainBytes,
      List<ChunkEntry> entries,
      Dictionary dictionary) {
    requireSize(kind, plainBytes);
    return with(
        compressor -> {
          int compressed = compressor.compress(plain, plainBytes, dictionary.bytes());
          if (compressed >= plainBytes) {
            return Optional.empty();
          }
          var body = new Body(compressor.output(compressed), entries);
          return Optional.of(frame(kind, FrameCodec.DELTA, plainBytes, body, dictionary));
        });
  }

  @Override
  public void close() {
    for (var compressor = idle.poll(); compressor != null; compressor = idle.poll()) {
      compressor.context.close();
    }
  }

  private <T> T with(Function<Compressor, T> work) {
    Compressor compressor = idle.poll();
    if (compressor == null) {
      compressor = new Compressor();
    }
    try {
      return work.apply(compressor);
    } finally {
      idle.add(compressor);
    }
  }

  private static EncodedFrame frame(
      FrameKind kind, FrameCodec codec, int plainBytes, Body body, Dictionary dictionary) {
    ByteBuffer bytes = ByteBuffer.wrap(body.stored);
    int crc = PackFormat.crc(bytes);
    return new EncodedFrame(
        kind, codec, plainBytes, bytes, crc, body.entries, dictionary.bases(), dictionary.hints());
  }

  private static void requireSize(FrameKind kind, int plainBytes) {
    if (plainBytes < 1 || plainBytes > kind.maxPlainBytes()) {
      throw new IllegalArgumentException(kind + " frame of " + plainBytes + " bytes");
    }
  }

  /// Compressed bytes, and what they hold.
  @SuppressWarnings("ArrayRecordComponent")
  private record Body(byte[] stored, List<ChunkEntry> entries) {}

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

    int compress(byte[] plain, int plainBytes, byte[] dictionary) {
      context.loadDict(dictionary, ZstdDictContentType.RAW_CONTENT);
      try {
        return compress(plain, plainBytes);
      } finally {
        context.loadDict(NO_DICTIONARY);
      }
    }

    byte[] output(int length) {
      return Arrays.copyOf(target, length);
    }
  }
}
