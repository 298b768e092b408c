package io.tain.disk.residue;

import com.github.luben.zstd.Zstd;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.JZlib;
import io.tain.disk.Place.Codec;
import java.util.Arrays;
import java.util.zip.Deflater;

/// Compresses a block again as `qemu-img` does: at the usual level of each library.
final class Recompression {
  private static final int DEFLATE_WINDOW_BITS = 12;
  private static final int DEFLATE_MEMORY_LEVEL = 9;
  private static final int ZSTD_LEVEL = 3;

  private Recompression() {}

  static byte[] of(byte[] block, Codec codec) {
    return switch (codec) {
      case DEFLATE -> deflated(block);
      case ZLIB -> zlib(block);
      case ZSTD -> Zstd.compress(block, ZSTD_LEVEL);
    };
  }

  private static byte[] zlib(byte[] block) {
    var deflater = new Deflater();
    try {
      deflater.setInput(block);
      deflater.finish();
      byte[] packed = new byte[room(block)];
      return Arrays.copyOf(packed, deflater.deflate(packed));
    } finally {
      deflater.end();
    }
  }

  private static byte[] deflated(byte[] block) {
    try {
      var deflater =
          new com.jcraft.jzlib.Deflater(
              JZlib.Z_DEFAULT_COMPRESSION,
              DEFLATE_WINDOW_BITS,
              DEFLATE_MEMORY_LEVEL,
              JZlib.WrapperType.NONE);
      byte[] packed = new byte[room(block)];
      deflater.setInput(block);
      deflater.setOutput(packed);
      if (deflater.deflate(JZlib.Z_FINISH) != JZlib.Z_STREAM_END) {
        throw new IllegalStateException("a block of %d bytes".formatted(block.length));
      }
      return Arrays.copyOf(packed, (int) deflater.getTotalOut());
    } catch (GZIPException wrongSettings) {
      throw new IllegalStateException(wrongSettings);
    }
  }

  // What cannot be made smaller grows by a few bytes for each 16 KiB.
  private static int room(byte[] block) {
    return block.length + block.length / 64 + 1024;
  }
}
