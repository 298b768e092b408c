package io.tain.store.engine;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.store.ChunkId;
import io.tain.store.identity.BlockHash;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The runs of one segment, ascending; a run that was sent twice counts once.
///
/// For one thread.
final class SpooledRuns {
  /// Start, length, chunk offset, number of hashes, id; the hashes follow.
  static final int FIXED_BYTES = 16 + ChunkId.SIZE_BYTES;

  private final ByteBuffer records;

  /// Start of the run in the upper half, place of its record in the lower, ascending.
  private final long[] order;

  SpooledRuns(ByteBuffer records) {
    this.records = records;
    this.order = withoutRepeats(sorted());
  }

  int count() {
    return order.length;
  }

  int start(int run) {
    return records.getInt(at(run));
  }

  int length(int run) {
    return records.getInt(at(run) + 4);
  }

  int chunkOffset(int run) {
    return records.getInt(at(run) + 8);
  }

  ChunkId id(int run) {
    return ChunkId.read(records.slice(at(run) + 16, ChunkId.SIZE_BYTES));
  }

  /// The hashes of the disk's blocks from the run's start on; empty where the grids disagree.
  ByteBuffer blockHashes(int run) {
    int count = records.getInt(at(run) + 12);
    return records.slice(at(run) + FIXED_BYTES, count * BlockHash.SIZE_BYTES);
  }

  private int at(int run) {
    return (int) order[run];
  }

  private long[] sorted() {
    long[] found = new long[records.remaining() / FIXED_BYTES];
    int count = 0;
    int at = 0;
    while (at < records.limit()) {
      found[count++] = ((long) records.getInt(at) << 32) | at;
      at += FIXED_BYTES + records.getInt(at + 12) * BlockHash.SIZE_BYTES;
    }
    long[] sorted = Arrays.copyOf(found, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private long[] withoutRepeats(long[] sorted) {
    int count = 0;
    long end = 0;
    for (long candidate : sorted) {
      int at = (int) candidate;
      if (count > 0 && repeats((int) sorted[count - 1], at)) {
        continue;
      }
      int start = records.getInt(at);
      if (start < end) {
        throw TainException.of(
            ErrorCode.REQUEST_MALFORMED,
            "expected",
            "cuts that share no byte of the disk",
            "found",
            "two at " + start);
      }
      end = (long) start + records.getInt(at + 4);
      sorted[count++] = candidate;
    }
    return Arrays.copyOf(sorted, count);
  }

  private boolean repeats(int one, int other) {
    return records.slice(one, FIXED_BYTES).equals(records.slice(other, FIXED_BYTES));
  }
}
