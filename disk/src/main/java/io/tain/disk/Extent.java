package io.tain.disk;

import io.tain.base.ByteRange;

/// One run of a disk, as the allocation tables of its format describe it.
public sealed interface Extent {
  /// Where the run lies on the virtual disk, in bytes.
  ByteRange range();

  /// Bytes that are held somewhere; they may still be zeros.
  record Data(ByteRange range) implements Extent {}

  /// Reads as zeros and occupies no space.
  record Zero(ByteRange range) implements Extent {}
}
