package io.tain.fs.ext4;

/// The blocks whose newest content is in the journal, and where it is there.
final class ReplayedBlocks {
  /// For a disk that was unmounted.
  static final ReplayedBlocks NONE = new ReplayedBlocks();

  private final BlockNumbers places = new BlockNumbers();

  /// Notes that a block's content is a block of the journal.
  ///
  /// @param place which block of the disk holds it
  /// @param isEscaped true when its first four bytes are to be the journal's magic
  void put(long block, long place, boolean isEscaped) {
    places.put(block, place << 1 | (isEscaped ? 1 : 0));
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  boolean has(long block) {
    return places.get(block) != BlockNumbers.NONE;
  }

  /// The block of the disk that holds a block's content.
  long placeOf(long block) {
    return places.get(block) >> 1;
  }

  boolean isEscaped(long block) {
    return (places.get(block) & 1) != 0;
  }
}
