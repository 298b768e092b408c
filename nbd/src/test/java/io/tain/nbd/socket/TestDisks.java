package io.tain.nbd.socket;

import io.tain.disk.SparseMemoryDisk;
import java.util.SplittableRandom;

/// Disks with data and holes, the same for the same seed.
final class TestDisks {
  private static final int RUN_BLOCKS = 64;

  private TestDisks() {}

  /// About half of it data, in runs of 1 to 64 blocks, its last bytes a hole.
  static SparseMemoryDisk patchy(long sizeBytes, long seed) {
    var disk = new SparseMemoryDisk(sizeBytes);
    var random = new SplittableRandom(seed);
    long at = 0;
    while (true) {
      var run = new byte[random.nextInt(1, RUN_BLOCKS) * SparseMemoryDisk.BLOCK_BYTES];
      random.nextBytes(run);
      if (at + 2L * run.length >= sizeBytes) {
        return disk;
      }
      disk.write(at, run);
      at += 2L * run.length;
    }
  }
}
