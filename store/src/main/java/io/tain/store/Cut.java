package io.tain.store;

import io.tain.base.ByteRange;
import java.util.List;

/// A chunk as it was found on a disk.
///
/// A chunk is a whole number of 4 KiB blocks. Where a grid ends inside a block, the chunk ends with
/// zeros that are not on the disk: `usedBytes` counts those that are.
///
/// @param hash SHA-256 over `blockHashes`
/// @param blockHashes SHA-256 of each block, one after the other; 32 bytes each; not to be changed
/// @param usedBytes how many bytes of the chunk lie on the disk, `1` to [#lengthBytes()]
/// @param runs where they lie, in the order of the chunk; their lengths add up to `usedBytes`
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: one cut per 16 KiB of disk
public record Cut(ChunkHash hash, byte[] blockHashes, int usedBytes, List<ByteRange> runs) {
  public Cut {
    runs = List.copyOf(runs);
  }

  /// How many bytes are hashed and stored: a multiple of 4 KiB, at most 64 KiB.
  public int lengthBytes() {
    return blockHashes.length / ChunkHash.SIZE_BYTES * 4096;
  }
}
