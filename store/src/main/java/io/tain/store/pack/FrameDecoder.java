package io.tain.store.pack;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import com.github.luben.zstd.ZstdException;
import io.tain.store.DamagedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Gives the plain bytes of frames back; native, so it belongs on platform threads.
///
/// Safe for concurrent use; keeps one decompressor for each thread that works at the same time.
final class FrameDecoder implements AutoCloseable {
  private final ConcurrentLinkedQueue<ZstdDecompressCtx> idle = new ConcurrentLinkedQueue<>();

  /// The plain bytes of a frame.
  ///
  /// @param bases the plain bytes of its base frames
  byte[] decode(StoredFrame frame, List<byte[]> bases) {
    PackFooter footer = frame.footer();
    byte[] plain = new byte[footer.plainBytes(frame.frame())];
    return switch (footer.codec(frame.frame())) {
      case RAW -> {
        ByteBuffer stored = frame.bytes();
        stored.get(stored.position(), plain);
        yield plain;
      }
      case ZSTD -> decompress(frame, plain);
      case DELTA -> decompress(frame, plain, Dictionary.read(frame, bases));
    };
  }

  @Override
  public void close() {
    for (var context = idle.poll(); context != null; context = idle.poll()) {
      context.close();
    }
  }

  private byte[] decompress(StoredFrame frame, byte[] plain) {
    ZstdDecompressCtx context = idle.poll();
    if (context == null) {
      context = new ZstdDecompressCtx();
    }
    try {
      return decompress(context, frame, plain);
    } finally {
      idle.add(context);
    }
  }

  /// A context that has a dictionary is not kept: it holds a copy of it.
  private static byte[] decompress(StoredFrame frame, byte[] plain, byte[] dictionary) {
    try (var context = new ZstdDecompressCtx()) {
      context.loadDict(dictionary, ZstdDictContentType.RAW_CONTENT);
      return decompress(context, frame, plain);
    }
  }

  private static byte[] decompress(ZstdDecompressCtx context, StoredFrame frame, byte[] plain) {
    ByteBuffer stored = frame.bytes();
    int start = stored.arrayOffset() + stored.position();
    try {
      int length =
          context.decompressByteArray(
              plain, 0, plain.length, stored.array(), start, stored.remaining());
      if (length != plain.length) {
        throw damaged(frame, length);
      }
      return plain;
    } catch (ZstdException e) {
      throw damaged(frame, "an error").causedBy(e);
    }
  }

  private static DamagedException damaged(StoredFrame frame, Object found) {
    Checked check = frame.check();
    return new DamagedException(
        check.object(),
        check.baseOffset(),
        frame.footer().plainBytes(frame.frame()) + " bytes after decompression",
        found);
  }
}
