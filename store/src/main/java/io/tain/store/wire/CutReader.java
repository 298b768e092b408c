package io.tain.store.wire;

import com.github.luben.zstd.Zstd;
import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.store.ChunkHash;
import io.tain.store.Cut;
import io.tain.store.SentCut;
import io.tain.store.identity.BlockHash;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what [CutWriter] wrote, from a client that is not trusted.
///
/// For one thread.
public final class CutReader {
  private static final int MAX_BLOCKS = 16;
  private static final int MAX_RUNS = 128;
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final DataInputStream in;
  private final MessageDigest sha256 = BlockHash.newDigest();

  /// Reads from `in`, which stays the caller's.
  public CutReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /// The next cut; empty at the end of the stream.
  ///
  /// @throws TainException `request.malformed` for anything that no writer writes
  public Optional<SentCut> read() throws IOException {
    int codec = in.read();
    if (codec < 0) {
      return Optional.empty();
    }
    int blocks = in.readUnsignedByte();
    int runs = in.readUnsignedShort();
    int bodyBytes = in.readInt();
    require(blocks >= 1 && blocks <= MAX_BLOCKS, "1 to 16 blocks", blocks);
    require(runs >= 1 && runs <= MAX_RUNS, "1 to 128 runs", runs);
    require(bodyBytes >= 0 && bodyBytes <= MAX_BODY_BYTES, "a body of 64 KiB at most", bodyBytes);
    byte[] hashes = bytes(blocks * ChunkHash.SIZE_BYTES);
    List<ByteRange> places = runs(runs);
    long usedBytes = places.stream().mapToLong(ByteRange::length).sum();
    require(usedBytes <= MAX_BODY_BYTES, "runs of 64 KiB at most", usedBytes);
    var cut = new Cut(ChunkHash.of(sha256.digest(hashes)), hashes, (int) usedBytes, places);
    return Optional.of(new SentCut(cut, body(codec, bytes(bodyBytes), cut.lengthBytes())));
  }

  private List<ByteRange> runs(int count) throws IOException {
    var runs = new ArrayList<ByteRange>(count);
    for (int i = 0; i < count; i++) {
      long offset = in.readLong();
      int length = in.readInt();
      require(length > 0 && offset >= 0 && offset <= Long.MAX_VALUE - length, "a run", offset);
      runs.add(new ByteRange(offset, length));
    }
    return runs;
  }

  private static Optional<ByteBuffer> body(int codec, byte[] body, int sizeBytes) {
    return switch (codec) {
      case CutWriter.BODY_NONE -> {
        require(body.length == 0, "no body", body.length);
        yield Optional.empty();
      }
      case CutWriter.BODY_RAW -> {
        require(body.length == sizeBytes, sizeBytes + " bytes", body.length);
        yield Optional.of(ByteBuffer.wrap(body));
      }
      case CutWriter.BODY_ZSTD -> {
        byte[] plain = new byte[sizeBytes];
        long length = Zstd.decompressByteArray(plain, 0, sizeBytes, body, 0, body.length);
        require(length == sizeBytes, sizeBytes + " bytes after zstd", length);
        yield Optional.of(ByteBuffer.wrap(plain));
      }
      default -> throw malformed("codec 0 to 2", codec);
    };
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }

  private static void require(boolean holds, String expected, long found) {
    if (!holds) {
      throw malformed(expected, found);
    }
  }

  private static TainException malformed(String expected, long found) {
    return TainException.of(ErrorCode.REQUEST_MALFORMED, "expected", expected, "found", found);
  }
}
