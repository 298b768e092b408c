package io.tain.store.wire;

import com.github.luben.zstd.Zstd;
import io.tain.base.ByteRange;
import io.tain.store.ChunkHash;
import io.tain.store.Cut;
import io.tain.store.SentCut;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Writes cuts one after the other, each as
///
/// | bytes | field |
/// |---|---|
/// | 1 | body: 0 none, 1 as it is, 2 zstd |
/// | 1 | number of 4 KiB blocks, 1 to 16 |
/// | 2 | number of runs, 1 to 128 |
/// | 4 | length of the body |
/// | 32 each | block hashes |
/// | 8 + 4 each | runs: offset on the disk, length |
/// | … | body |
///
/// Numbers are big-endian. For one thread.
public final class CutWriter {
  static final int BODY_NONE = 0;
  static final int BODY_RAW = 1;
  static final int BODY_ZSTD = 2;
  private static final int LEVEL = 1;

  private final DataOutputStream out;
  private final boolean compress;

  /// Writes to `out`, which stays the caller's.
  ///
  /// @param compress bodies with zstd, where that makes them smaller
  public CutWriter(OutputStream out, boolean compress) {
    this.out = new DataOutputStream(out);
    this.compress = compress;
  }

  /// Writes one cut.
  public void write(SentCut sent) throws IOException {
    Cut cut = sent.cut();
    byte[] plain = sent.bytes().map(CutWriter::toArray).orElse(new byte[0]);
    Optional<byte[]> smaller = compress && plain.length > 0 ? compressed(plain) : Optional.empty();
    byte[] body = smaller.orElse(plain);
    out.writeByte(plain.length == 0 ? BODY_NONE : smaller.isPresent() ? BODY_ZSTD : BODY_RAW);
    out.writeByte(cut.blockHashes().length / ChunkHash.SIZE_BYTES);
    out.writeShort(cut.runs().size());
    out.writeInt(body.length);
    out.write(cut.blockHashes());
    for (ByteRange run : cut.runs()) {
      out.writeLong(run.offset());
      out.writeInt((int) run.length());
    }
    out.write(body);
  }

  private static Optional<byte[]> compressed(byte[] plain) {
    byte[] body = Zstd.compress(plain, LEVEL);
    return body.length < plain.length ? Optional.of(body) : Optional.empty();
  }

  private static byte[] toArray(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
