package io.tain.fs.ext4;

import java.io.IOException;

/// Where the blocks of one file lie.
sealed interface BlockMap permits ExtentTree, IndirectBlocks {
  /// The run that holds a block of the file.
  ///
  /// @param logical number of the block in the file, from 0
  Run locate(long logical) throws IOException;

  /// Consecutive blocks of a file that are consecutive on the disk too, or read as zeros.
  ///
  /// @param logical the first, as the file counts
  /// @param count at least 1
  /// @param physical the first, as the disk counts; `HOLE` for zeros
  record Run(long logical, long count, long physical) {
    static final long HOLE = -1;

    boolean isHole() {
      return physical == HOLE;
    }

    long end() {
      return logical + count;
    }
  }
}
