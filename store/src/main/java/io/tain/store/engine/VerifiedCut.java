package io.tain.store.engine;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.crypto.DomainKey;
import io.tain.store.ChunkHash;
import io.tain.store.ChunkId;
import io.tain.store.Cut;
import io.tain.store.SentCut;
import io.tain.store.identity.BlockHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/// A cut whose runs, block hashes, chunk hash and bytes (if it has any) belong together.
///
/// @param id its name in the domain
record VerifiedCut(SentCut sent, ChunkId id) {
  private static final int MAX_CHUNK_BYTES = 64 * 1024;
  private static final int SECTOR_BYTES = 512;

  /// Checks everything that a client says of a cut, and hashes every byte that it sent.
  ///
  /// @throws TainException `request.malformed` if something does not belong to the rest
  static VerifiedCut verify(SentCut sent, long virtualSizeBytes, DomainKey key) {
    Cut cut = sent.cut();
    requireShape(cut);
    requireRuns(cut, virtualSizeBytes);
    MessageDigest digest = BlockHash.newDigest();
    ChunkHash hash = ChunkHash.of(digest.digest(cut.blockHashes()));
    require("chunk hash " + hash, cut.hash(), hash.equals(cut.hash()));
    if (sent.bytes().isPresent()) {
      requireBytes(cut, sent.bytes().get(), digest);
    }
    return new VerifiedCut(sent, ChunkId.of(key, hash));
  }

  /// Checks shape and place of a cut whose hashes this process computed.
  static VerifiedCut ofOwn(SentCut sent, long virtualSizeBytes, DomainKey key) {
    requireShape(sent.cut());
    requireRuns(sent.cut(), virtualSizeBytes);
    return new VerifiedCut(sent, ChunkId.of(key, sent.cut().hash()));
  }

  private static void requireShape(Cut cut) {
    int length = cut.blockHashes().length;
    require(
        "1 to 16 block hashes",
        length,
        length > 0 && length % BlockHash.SIZE_BYTES == 0 && cut.lengthBytes() <= MAX_CHUNK_BYTES);
    int used = cut.usedBytes();
    require(
        "used bytes in the last block",
        used,
        used <= cut.lengthBytes() && used > cut.lengthBytes() - BlockHash.BLOCK_BYTES);
  }

  private static void requireRuns(Cut cut, long virtualSizeBytes) {
    long total = 0;
    for (ByteRange run : cut.runs()) {
      require(
          "a run of whole sectors on the disk",
          run,
          run.length() > 0
              && run.end() <= virtualSizeBytes
              && run.offset() % SECTOR_BYTES == 0
              && total % SECTOR_BYTES == 0
              && (run.length() % SECTOR_BYTES == 0 || run.end() == virtualSizeBytes));
      total += run.length();
    }
    require("runs of " + cut.usedBytes(), total, total == cut.usedBytes());
  }

  private static void requireBytes(Cut cut, ByteBuffer bytes, MessageDigest digest) {
    require("bytes of the chunk", bytes.remaining(), bytes.remaining() == cut.lengthBytes());
    byte[] content;
    int start = 0;
    if (bytes.hasArray()) {
      content = bytes.array();
      start = bytes.arrayOffset() + bytes.position();
    } else {
      content = new byte[bytes.remaining()];
      bytes.get(bytes.position(), content);
    }
    byte[] found = new byte[cut.blockHashes().length];
    for (int at = 0; at < found.length; at += BlockHash.SIZE_BYTES) {
      int block = start + at / BlockHash.SIZE_BYTES * BlockHash.BLOCK_BYTES;
      BlockHash.hash(digest, content, block, found, at);
    }
    require("bytes of their hashes", "others", Arrays.equals(found, cut.blockHashes()));
    for (int i = bytes.position() + cut.usedBytes(); i < bytes.limit(); i++) {
      require("zeros after the used bytes", bytes.get(i), bytes.get(i) == 0);
    }
  }

  private static void require(String expected, Object found, boolean holds) {
    if (!holds) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED, "expected", expected, "found", String.valueOf(found));
    }
  }
}
