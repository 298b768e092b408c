package io.tain.disk.wrap;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// A format that compresses a whole file.
public enum Wrapper {
  GZIP(1, 1 << 18) {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      return new GzipStream(packed);
    }
  },
  XZ(8, 1 << 17) {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      return new XZInputStream(packed, XZ_MEMORY_KIB);
    }
  },
  ZSTD(1, 1 << 18) {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      return new ZstdInputStreamNoFinalizer(packed).setLongMax(ZSTD_WINDOW_BITS);
    }
  },
  BZIP2(32, 1 << 20) {
    @Override
    InputStream unpack(InputStream packed) throws IOException {
      // It asks for one byte after the other.
      return new BZip2CompressorInputStream(new BufferedInputStream(packed, BUFFER_BYTES), true);
    }
  };

  private static final int BUFFER_BYTES = 64 << 10;

  /// Enough for a dictionary of 64 MiB.
  private static final int XZ_MEMORY_KIB = 65 << 10;

  /// A window of 128 MiB.
  private static final int ZSTD_WINDOW_BITS = 27;

  private final int slowness;
  private final int blockBytes;

  Wrapper(int slowness, int blockBytes) {
    this.slowness = slowness;
    this.blockBytes = blockBytes;
  }

  /// Not less than what is read before the first byte comes out.
  int blockBytes() {
    return blockBytes;
  }

  /// How many times as long as the quickest one it takes for a byte, or for an empty stream.
  int slowness() {
    return slowness;
  }

  /// The wrapper of this name, such as `gzip`.
  public static Optional<Wrapper> named(String name) {
    return Arrays.stream(values()).filter(value -> value.toString().equals(name)).findFirst();
  }

  /// The content of all streams that a file holds one after the other.
  ///
  /// Its memory is bounded, whatever the file asks for.
  abstract InputStream unpack(InputStream packed) throws IOException;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
