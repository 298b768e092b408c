package io.tain.store.pack;

/// What a delta frame takes of one base frame: docs/FORMAT.md 3.5.
///
/// @param mask the blocks of a frame of chunks that belong to the dictionary; 0 for an object
public record DeltaBase(FrameId id, long mask) {
  static final int SIZE_BYTES = FrameId.SIZE_BYTES + 8;

  /// The bytes that it adds to the dictionary.
  ///
  /// @param plainBytes of the base frame
  int dictionaryBytes(int plainBytes) {
    return mask == 0 ? plainBytes : Long.bitCount(mask) * FooterColumns.BLOCK_BYTES;
  }
}
