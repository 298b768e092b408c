package io.tain.store.cut;

import io.tain.base.ByteRange;
import io.tain.store.ChunkHash;
import io.tain.store.Cut;
import io.tain.store.identity.BlockHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Joins the blocks of one window after the other to chunks and hands these on.
final class CutEmitter {
  private final CutConsumer consumer;
  private final MessageDigest digest = BlockHash.newDigest();

  /// The blocks of the chunk that the windows so far have left without an end.
  private final byte[] carriedBytes = new byte[Window.startOf(Window.CARRIED_BLOCKS)];

  private final byte[] carriedHashes = new byte[Window.CARRIED_BLOCKS * BlockHash.SIZE_BYTES];
  private List<ByteRange> carriedRuns = List.of();
  private int carriedBlocks;

  private long chunkCount;
  private long dataBytes;

  CutEmitter(CutConsumer consumer) {
    this.consumer = consumer;
  }

  void take(Window window) throws IOException {
    int start = putCarriedInto(window);
    for (int block = Window.CARRIED_BLOCKS; block < window.end(); block++) {
      if (window.isZero[block] || window.startsChunk[block]) {
        emit(window, start, block);
        start = block;
      }
      boolean isShort = window.usedBytes[block] < BlockHash.BLOCK_BYTES;
      if (window.isZero[block]) {
        start = block + 1;
      } else if (isShort || window.endsChunk[block] || block - start + 1 == ChunkRule.MAX_BLOCKS) {
        emit(window, start, block + 1);
        start = block + 1;
      }
    }
    carry(window, start);
    consumer.passed(window.passedBytes);
  }

  /// Ends the last chunk.
  CutTotals finish(long diskBytes) throws IOException {
    if (carriedBlocks > 0) {
      var last = new Window();
      emit(last, putCarriedInto(last), Window.CARRIED_BLOCKS);
    }
    return new CutTotals(chunkCount, dataBytes, diskBytes - dataBytes);
  }

  /// Every carried block is whole: one that is not would have ended its chunk.
  private int putCarriedInto(Window window) {
    int start = Window.CARRIED_BLOCKS - carriedBlocks;
    int bytes = Window.startOf(carriedBlocks);
    System.arraycopy(carriedBytes, 0, window.bytes, Window.startOf(start), bytes);
    int hashBytes = carriedBlocks * BlockHash.SIZE_BYTES;
    System.arraycopy(carriedHashes, 0, window.hashes, start * BlockHash.SIZE_BYTES, hashBytes);
    Arrays.fill(window.usedBytes, start, Window.CARRIED_BLOCKS, BlockHash.BLOCK_BYTES);
    return start;
  }

  private void carry(Window window, int start) {
    carriedRuns = runs(window, start, window.end());
    carriedBlocks = window.end() - start;
    System.arraycopy(
        window.bytes, Window.startOf(start), carriedBytes, 0, Window.startOf(carriedBlocks));
    System.arraycopy(
        window.hashes,
        start * BlockHash.SIZE_BYTES,
        carriedHashes,
        0,
        carriedBlocks * BlockHash.SIZE_BYTES);
  }

  private void emit(Window window, int start, int end) throws IOException {
    if (start == end) {
      return;
    }
    byte[] hashes =
        Arrays.copyOfRange(window.hashes, start * BlockHash.SIZE_BYTES, end * BlockHash.SIZE_BYTES);
    int padding = BlockHash.BLOCK_BYTES - window.usedBytes[end - 1];
    int length = Window.startOf(end - start);
    int used = length - padding;
    chunkCount++;
    dataBytes += used;
    var hash = ChunkHash.of(digest.digest(hashes));
    var bytes = ByteBuffer.wrap(window.bytes, Window.startOf(start), length).slice();
    consumer.accept(new Cut(hash, hashes, used, runs(window, start, end)), bytes);
  }

  private List<ByteRange> runs(Window window, int start, int end) {
    var runs = new ArrayList<ByteRange>();
    if (start < Window.CARRIED_BLOCKS) {
      runs.addAll(carriedRuns);
    }
    int from = Math.max(start, Window.CARRIED_BLOCKS);
    if (from < end) {
      window.addRuns(from, end, runs);
    }
    return runs;
  }
}
