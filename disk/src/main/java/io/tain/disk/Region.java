package io.tain.disk;

import io.tain.base.ByteRange;
import java.util.List;

/// A part of a disk that belongs together, such as one file, with its bytes in their own order.
///
/// @param kind what the bytes are
/// @param path the file's path inside its file system, `/`-separated; empty for other kinds
/// @param runs where the bytes lie on the disk, in the order of the region; multiples of 512 bytes
/// @param gridOrigin the byte of the disk where this region's 4 KiB grid starts
public record Region(Kind kind, String path, List<ByteRange> runs, long gridOrigin) {
  public Region {
    runs = List.copyOf(runs);
  }

  /// What a region's bytes are.
  public enum Kind {
    FILE,
    METADATA,
    FREE
  }
}
