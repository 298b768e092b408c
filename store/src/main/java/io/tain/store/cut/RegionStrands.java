package io.tain.store.cut;

import io.tain.base.ByteRange;
import io.tain.disk.Region;
import java.util.ArrayList;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The strands of one region: bytes that an earlier one has claimed are left out, and the grid goes
/// on behind them.
final class RegionStrands {
  /// A file of this size and more begins a chunk of its own.
  private static final long LARGE_FILE_BYTES = 64 << 10;

  private final Claims claims;
  private final Iterator<ByteRange> runs;
  private final boolean isLarge;
  private final long firstPosition;

  /// What is left of the run that is looked at, and the position of its first byte.
  private ByteRange run = new ByteRange(0, 0);

  private ByteRange wholeRun = run;
  private long position;

  RegionStrands(Region region, Claims claims) {
    this.claims = claims;
    this.runs = region.runs().iterator();
    this.firstPosition = region.runs().getFirst().offset() - region.gridOrigin();
    this.position = firstPosition;
    long lengthBytes = region.runs().stream().mapToLong(ByteRange::length).sum();
    this.isLarge = region.kind() == Region.Kind.FILE && lengthBytes >= LARGE_FILE_BYTES;
  }

  /// The next strand, whose bytes are claimed when the run after them is asked for.
  @Nullable Strand next() {
    var parts = new ArrayList<ByteRange>();
    long start = position;
    while (hasRun()) {
      ByteRange part = claims.firstFree(run.offset(), run.end());
      boolean goesOn = !part.isEmpty() && part.offset() == run.offset();
      if (!goesOn && !parts.isEmpty()) {
        break;
      }
      skip(part.isEmpty() ? run.length() : part.offset() - run.offset());
      if (parts.isEmpty()) {
        start = position;
      }
      if (!part.isEmpty()) {
        parts.add(part);
        skip(part.length());
      }
    }
    return parts.isEmpty() ? null : Strands.strand(parts, start, isLarge && start == firstPosition);
  }

  /// Goes on to the next run that has bytes; those of the one before are claimed.
  private boolean hasRun() {
    while (run.isEmpty()) {
      claims.add(wholeRun);
      wholeRun = run;
      if (!runs.hasNext()) {
        return false;
      }
      run = runs.next();
      wholeRun = run;
    }
    return true;
  }

  private void skip(long bytes) {
    position += bytes;
    run = ByteRange.between(run.offset() + bytes, run.end());
  }
}
