package io.tain.store.wire;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.store.ChunkHash;
import io.tain.store.ChunkStore;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Chunk hashes one after the other, as a question about what is missing carries them.
public final class HashList {
  /// The most bytes that a question has.
  public static final int MAX_BYTES = ChunkStore.MAX_BATCH * ChunkHash.SIZE_BYTES;

  private HashList() {}

  /// The hashes as bytes.
  public static byte[] encode(List<ChunkHash> hashes) {
    var out = new ByteArrayOutputStream(hashes.size() * ChunkHash.SIZE_BYTES);
    hashes.forEach(hash -> out.writeBytes(hash.bytes()));
    return out.toByteArray();
  }

  /// The hashes that the bytes hold.
  ///
  /// @throws TainException `request.malformed` unless they are whole hashes, 8,192 at most
  public static List<ChunkHash> decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES || bytes.length % ChunkHash.SIZE_BYTES != 0) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED, "expected", "at most 8192 hashes", "found", bytes.length);
    }
    var hashes = new ArrayList<ChunkHash>(bytes.length / ChunkHash.SIZE_BYTES);
    for (int at = 0; at < bytes.length; at += ChunkHash.SIZE_BYTES) {
      hashes.add(ChunkHash.of(Arrays.copyOfRange(bytes, at, at + ChunkHash.SIZE_BYTES)));
    }
    return hashes;
  }
}
