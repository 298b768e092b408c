package io.tain.store.cut;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.store.identity.BlockHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Lays the blocks of all strands into windows and leaves out what the disk knows to be zeros.
final class WindowPlanner {
  private static final int BLOCK = BlockHash.BLOCK_BYTES;

  private final Extents extents;
  private final Iterator<Strand> strands;
  private Iterator<ByteRange> runs = List.<ByteRange>of().iterator();
  private ByteRange run = new ByteRange(0, 0);

  /// How much the next block can take: less than a block only at the head of a strand.
  private int roomBytes = BLOCK;

  private boolean startChunk;

  /// Bytes of the disk that were planned, or left out as zeros.
  private long passedBytes;

  WindowPlanner(CutSource source) {
    this.extents = new Extents(source.disk());
    this.strands = Strands.of(source);
  }

  /// True when every block has been planned, or left out.
  boolean isDone() {
    return !hasBytes();
  }

  /// Plans as many blocks as the window takes; maybe none, when only zeros were left.
  void fill(Window window) throws IOException {
    window.clear();
    while (window.freeBlocks() > 0 && hasBytes()) {
      if (roomBytes == BLOCK && run.length() >= BLOCK) {
        planWholeBlocks(window);
      } else {
        planOneBlock(window);
      }
    }
    window.passedBytes = passedBytes;
  }

  /// Goes on to the next run that has bytes, in the next strand if need be.
  private boolean hasBytes() {
    while (run.isEmpty()) {
      if (runs.hasNext()) {
        run = runs.next();
      } else if (strands.hasNext()) {
        begin(strands.next());
      } else {
        return false;
      }
    }
    return true;
  }

  private void begin(Strand strand) {
    runs = strand.runs().iterator();
    roomBytes = BLOCK - strand.phase();
    startChunk |= strand.startsChunk();
  }

  private void planWholeBlocks(Window window) throws IOException {
    long wholeBytes = run.length() - run.length() % BLOCK;
    Extent extent = extents.at(run.offset(), run.offset() + wholeBytes);
    long extentBytes = extent.range().length();
    if (extent instanceof Extent.Zero && extentBytes >= BLOCK) {
      consume(extentBytes - extentBytes % BLOCK);
      startChunk = true;
      return;
    }
    int count = (int) Math.min(Math.ceilDiv(extentBytes, BLOCK), window.freeBlocks());
    window.addBlocks(run.offset(), count, startChunk);
    consume((long) count * BLOCK);
    startChunk = false;
  }

  private void planOneBlock(Window window) {
    var parts = new ArrayList<ByteRange>();
    int left = roomBytes;
    while (left > 0 && hasBytesInStrand()) {
      int taken = (int) Math.min(left, run.length());
      parts.add(new ByteRange(run.offset(), taken));
      consume(taken);
      left -= taken;
    }
    roomBytes = BLOCK;
    window.addBlock(parts, startChunk);
    startChunk = false;
  }

  private boolean hasBytesInStrand() {
    while (run.isEmpty() && runs.hasNext()) {
      run = runs.next();
    }
    return !run.isEmpty();
  }

  private void consume(long bytes) {
    run = ByteRange.between(run.offset() + bytes, run.end());
    passedBytes += bytes;
  }
}
