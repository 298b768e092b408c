package io.tain.app;

import static io.tain.app.DiskDifference.BLOCK_BYTES;

import io.tain.app.DiskDifference.Run;
import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Tells where a disk differs from an earlier one, block by block.
///
/// What one disk has beyond the end of the other differs.
final class CompareDisks {
  /// What is read at a time: much, and within one partition as most tables are made.
  private static final int WINDOW_BYTES = 1 << 20;

  /// Compares both from end to end, but for the holes that they share.
  ///
  /// @param partitions those of `later`
  /// @throws IOException if one cannot be read; the call may be repeated
  DiskDifference run(VirtualDisk earlier, VirtualDisk later, PartitionTable partitions)
      throws IOException {
    var found = new Found(partitions);
    long common = Math.min(earlier.sizeBytes(), later.sizeBytes());
    long size = Math.max(earlier.sizeBytes(), later.sizeBytes());
    for (long offset = 0; offset < common; offset += WINDOW_BYTES) {
      var window = ByteRange.between(offset, Math.min(offset + WINDOW_BYTES, common));
      if (holdsData(earlier, window) || holdsData(later, window)) {
        compare(earlier.bytes(window), later.bytes(window), offset, found);
      }
    }
    for (long offset = common; offset < size; offset += BLOCK_BYTES) {
      found.add(ByteRange.between(offset, Math.min(offset + BLOCK_BYTES, size)));
    }
    return new DiskDifference(found.count, FilesOfRuns.named(found.runs, later, partitions));
  }

  private static boolean holdsData(VirtualDisk disk, ByteRange window) throws IOException {
    return disk.extents(window).stream().anyMatch(Extent.Data.class::isInstance);
  }

  private static void compare(ByteBuffer earlier, ByteBuffer later, long offset, Found found) {
    for (int at = 0; at < later.limit(); at += BLOCK_BYTES) {
      int length = Math.min(BLOCK_BYTES, later.limit() - at);
      if (!earlier.slice(at, length).equals(later.slice(at, length))) {
        found.add(new ByteRange(offset + at, length));
      }
    }
  }

  /// The blocks found so far.
  private static final class Found {
    private final PartitionTable partitions;
    private final List<Run> runs = new ArrayList<>();
    private long count;

    Found(PartitionTable partitions) {
      this.partitions = partitions;
    }

    void add(ByteRange block) {
      count++;
      int partition = partitionOf(block);
      if (!runs.isEmpty() && isNext(runs.getLast(), partition, block)) {
        var range = ByteRange.between(runs.getLast().range().offset(), block.end());
        runs.set(runs.size() - 1, new Run(partition, range, ""));
      } else if (runs.size() < DiskDifference.MAX_RUNS) {
        runs.add(new Run(partition, block, ""));
      }
    }

    private static boolean isNext(Run last, int partition, ByteRange block) {
      return last.range().end() == block.offset() && last.partition() == partition;
    }

    private int partitionOf(ByteRange block) {
      return partitions.partitions().stream()
          .filter(partition -> partition.range().overlaps(block))
          .mapToInt(Partition::number)
          .findFirst()
          .orElse(0);
    }
  }
}
