package io.tain.store.cut;

import io.tain.base.ByteRange;
import io.tain.store.identity.BlockHash;
import java.util.ArrayList;
import java.util.List;

/// One stretch of the cutting order in memory: planned, then read and hashed, then cut.
///
/// Blocks are numbered by their place in the buffer. In front of the first planned block there is
/// room for those that the window before left without an end.
final class Window {
  /// One less than the largest chunk has.
  static final int CARRIED_BLOCKS = ChunkRule.MAX_BLOCKS - 1;

  private static final int PLANNED_BLOCKS = 256;
  private static final int BLOCKS = CARRIED_BLOCKS + PLANNED_BLOCKS;

  final byte[] bytes = new byte[BLOCKS * BlockHash.BLOCK_BYTES];
  final byte[] hashes = new byte[BLOCKS * BlockHash.SIZE_BYTES];
  final int[] usedBytes = new int[BLOCKS];
  final boolean[] startsChunk = new boolean[BLOCKS];
  final boolean[] endsChunk = new boolean[BLOCKS];
  final boolean[] isZero = new boolean[BLOCKS];

  private final int[] firstPiece = new int[BLOCKS];
  private final List<Piece> pieces = new ArrayList<>();
  /// Bytes of the disk that come before the next window, in the order of cutting.
  long passedBytes;

  private int end = CARRIED_BLOCKS;

  /// Forgets all blocks.
  void clear() {
    pieces.clear();
    end = CARRIED_BLOCKS;
  }

  /// The block after the last planned one.
  int end() {
    return end;
  }

  boolean isEmpty() {
    return end == CARRIED_BLOCKS;
  }

  int freeBlocks() {
    return BLOCKS - end;
  }

  List<Piece> pieces() {
    return pieces;
  }

  /// Plans whole blocks that lie next to each other on the disk.
  void addBlocks(long diskOffset, int count, boolean startChunk) {
    int lengthBytes = count * BlockHash.BLOCK_BYTES;
    boolean joined = !pieces.isEmpty() && pieces.getLast().isContinuedBy(diskOffset, startOf(end));
    if (joined) {
      Piece last = pieces.removeLast();
      pieces.add(new Piece(last.diskOffset, last.place, last.lengthBytes + lengthBytes));
    } else {
      pieces.add(new Piece(diskOffset, startOf(end), lengthBytes));
    }
    for (int i = 0; i < count; i++) {
      nextBlock(BlockHash.BLOCK_BYTES, startChunk && i == 0, pieces.size() - 1);
    }
  }

  /// Plans one block that is put together from parts, or that ends before its grid line.
  void addBlock(List<ByteRange> parts, boolean startChunk) {
    int used = 0;
    int first = pieces.size();
    for (ByteRange part : parts) {
      pieces.add(new Piece(part.offset(), startOf(end) + used, (int) part.length()));
      used += (int) part.length();
    }
    nextBlock(used, startChunk, first);
  }

  /// Where on the disk these planned blocks lie, neighbours joined.
  void addRuns(int from, int to, List<ByteRange> runs) {
    for (int i = firstPiece[from]; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      int start = Math.max(piece.place, startOf(from));
      int stop = Math.min(piece.place + piece.lengthBytes, startOf(to));
      if (start >= startOf(to)) {
        return;
      }
      var run = new ByteRange(piece.diskOffset + start - piece.place, stop - start);
      if (!runs.isEmpty() && runs.getLast().end() == run.offset()) {
        run = ByteRange.between(runs.removeLast().offset(), run.end());
      }
      runs.add(run);
    }
  }

  static int startOf(int block) {
    return block * BlockHash.BLOCK_BYTES;
  }

  private void nextBlock(int used, boolean startChunk, int piece) {
    usedBytes[end] = used;
    startsChunk[end] = startChunk;
    firstPiece[end] = piece;
    end++;
  }

  /// What one read brings.
  ///
  /// @param place where in the buffer
  record Piece(long diskOffset, int place, int lengthBytes) {
    boolean isContinuedBy(long nextOffset, int nextPlace) {
      return diskOffset + lengthBytes == nextOffset && place + lengthBytes == nextPlace;
    }
  }
}
