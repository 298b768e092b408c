package io.tain.store.engine;

import io.tain.base.Digest;
import io.tain.store.ChunkId;
import io.tain.store.identity.BlockHash;
import io.tain.store.identity.FsVerity;
import io.tain.store.index.ChunkPlace;
import io.tain.store.manifest.Manifest;
import io.tain.store.pack.PackFooter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;

/// Builds the content digest of a disk from the hashes that were checked on arrival; bytes are read
/// back only where the cutting grid is not the disk's.
///
/// For one thread.
final class SegmentsDigest {
  private static final int BLOCKS = Manifest.SEGMENT_SPAN_BYTES / BlockHash.BLOCK_BYTES;

  private final long virtualSizeBytes;
  private final StoreParts parts;
  private final KnownChunks known;
  private final FsVerity tree = new FsVerity();
  private final MessageDigest digest = BlockHash.newDigest();

  /// The hashes of one segment's blocks.
  private final byte[] hashes;

  private final BitSet hashed = new BitSet();
  private final BitSet unhashed = new BitSet();

  SegmentsDigest(long virtualSizeBytes, StoreParts parts, KnownChunks known) {
    this.virtualSizeBytes = virtualSizeBytes;
    this.parts = parts;
    this.known = known;
    long blocks = Math.min(BLOCKS, Math.ceilDiv(virtualSizeBytes, (long) BlockHash.BLOCK_BYTES));
    this.hashes = new byte[(int) blocks * BlockHash.SIZE_BYTES];
  }

  /// Adds the next segment.
  void add(int index, SpooledRuns runs) throws IOException {
    hashed.clear();
    unhashed.clear();
    for (int run = 0; run < runs.count(); run++) {
      take(runs, run);
    }
    unhashed.andNot(hashed);
    readBack(runs);
    long start = (long) index * Manifest.SEGMENT_SPAN_BYTES;
    long length = Math.min(Manifest.SEGMENT_SPAN_BYTES, virtualSizeBytes - start);
    push((int) Math.ceilDiv(length, (long) BlockHash.BLOCK_BYTES));
  }

  Digest finish() {
    return tree.finish(virtualSizeBytes);
  }

  private void take(SpooledRuns runs, int run) {
    ByteBuffer found = runs.blockHashes(run);
    int count = found.remaining() / BlockHash.SIZE_BYTES;
    int first = runs.start(run) / BlockHash.BLOCK_BYTES;
    found.get(hashes, first * BlockHash.SIZE_BYTES, found.remaining());
    hashed.set(first, first + count);
    int end = Math.ceilDiv(runs.start(run) + runs.length(run), BlockHash.BLOCK_BYTES);
    unhashed.set(first + count, Math.max(first + count, end));
  }

  private void readBack(SpooledRuns runs) throws IOException {
    byte[] block = new byte[BlockHash.BLOCK_BYTES];
    int run = 0;
    for (int at = unhashed.nextSetBit(0); at >= 0; at = unhashed.nextSetBit(at + 1)) {
      int start = at * BlockHash.BLOCK_BYTES;
      Arrays.fill(block, (byte) 0);
      while (end(runs, run) <= start) {
        run++;
      }
      for (int i = run; i < runs.count() && runs.start(i) < start + block.length; i++) {
        readPart(runs, i, start, block);
      }
      BlockHash.hash(digest, block, 0, hashes, at * BlockHash.SIZE_BYTES);
    }
  }

  private void readPart(SpooledRuns runs, int run, int blockStart, byte[] block)
      throws IOException {
    int from = Math.max(blockStart, runs.start(run));
    int to = (int) Math.min(blockStart + (long) block.length, end(runs, run));
    ChunkId id = runs.id(run);
    ChunkPlace place = known.placeOf(id);
    PackFooter footer = parts.footers().get(place.pack(), _ -> {});
    parts
        .disks()
        .readChunk(
            footer,
            place.entry(),
            runs.chunkOffset(run) + from - runs.start(run),
            ByteBuffer.wrap(block, from - blockStart, to - from));
  }

  private void push(int blocks) {
    hashed.or(unhashed);
    int at = 0;
    while (at < blocks) {
      int next = Math.min(blocks, nextOrEnd(hashed.nextSetBit(at), blocks));
      tree.addZeroBlocks(next - at);
      int end = Math.min(blocks, hashed.nextClearBit(next));
      tree.add(
          ByteBuffer.wrap(
              hashes, next * BlockHash.SIZE_BYTES, (end - next) * BlockHash.SIZE_BYTES));
      at = end;
    }
  }

  private static int nextOrEnd(int bit, int end) {
    return bit < 0 ? end : bit;
  }

  private static long end(SpooledRuns runs, int run) {
    return (long) runs.start(run) + runs.length(run);
  }
}
