package io.tain.disk.vhdx;

/// How the entries of a block allocation table count.
///
/// @param chunkBlocks so many blocks share one bitmap, whose entry follows theirs
record BlockShape(long sizeBytes, int blockBytes, long chunkBlocks) {
  private static final long CHUNK_SECTORS = 1L << 23;

  static BlockShape of(Metadata metadata) {
    return new BlockShape(
        metadata.sizeBytes(),
        metadata.blockBytes(),
        CHUNK_SECTORS * metadata.sectorBytes() / metadata.blockBytes());
  }

  long blocks() {
    return (sizeBytes - 1) / blockBytes + 1;
  }

  /// Of blocks and bitmaps, up to that of the last block.
  long entries() {
    return entryOf(blocks() - 1) + 1;
  }

  /// Where the entry of a block stands.
  long entryOf(long block) {
    return block + block / chunkBlocks;
  }

  /// The block of an entry that is not a bitmap's.
  long blockOf(long entry) {
    return entry - entry / (chunkBlocks + 1);
  }

  /// How much of the block of an entry belongs to the disk; a file may end there.
  long usedBytes(long entry) {
    return Math.min(blockBytes, sizeBytes - blockOf(entry) * blockBytes);
  }

  /// False for the entry of a bitmap.
  boolean isBlock(long entry) {
    return entry % (chunkBlocks + 1) != chunkBlocks;
  }
}
