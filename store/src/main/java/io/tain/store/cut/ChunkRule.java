package io.tain.store.cut;

/// Where cuts fall: `chunker=1` of docs/FORMAT.md.
final class ChunkRule {
  /// 64 KiB, the size at which a chunk ends in any case.
  static final int MAX_BLOCKS = 16;

  /// A quarter of all blocks: chunks of 16 KiB on average.
  private static final long MASK = 3;

  private ChunkRule() {}

  /// True when a chunk ends after a block with this CRC32C.
  static boolean endsAfter(long crc32c) {
    return (crc32c & MASK) == 0;
  }
}
