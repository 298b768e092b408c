package io.tain.store.pack;

import io.tain.store.ChunkId;
import io.tain.store.PackName;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What a pack holds: its frames and the entries in them, in columns.
///
/// Immutable; about 45 bytes for each entry. An entry is named by its ordinal.
public final class PackFooter {
  /// The answer of `find` for an id that the pack does not hold.
  public static final int ABSENT = -1;

  private final PackName pack;
  private final long packBytes;
  private final FooterColumns columns;
  private final int[] firstEntry;
  private final int[] byPrefix;

  PackFooter(PackName pack, long packBytes, FooterColumns columns) {
    this.pack = pack;
    this.packBytes = packBytes;
    this.columns = columns;
    this.firstEntry = firstEntries(columns);
    this.byPrefix = sorted(columns.ids());
  }

  public PackName pack() {
    return pack;
  }

  /// The size of the whole pack.
  public long packBytes() {
    return packBytes;
  }

  public int frames() {
    return columns.offsets().length;
  }

  public int entries() {
    return columns.blocks().length;
  }

  public FrameKind kind(int frame) {
    return columns.kinds()[frame];
  }

  /// The bytes of a frame in the pack, with its header.
  public int frameBytes(int frame) {
    return PackFormat.FRAME_HEADER_BYTES + columns.stored()[frame];
  }

  /// The plain bytes of a frame.
  public int plainBytes(int frame) {
    return columns.plain()[frame];
  }

  /// The first entry of a frame; that of `frames()` is `entries()`.
  public int firstEntry(int frame) {
    return firstEntry[frame];
  }

  /// The frame that holds an entry.
  public int frameOf(int entry) {
    int found = Arrays.binarySearch(firstEntry, entry);
    return found >= 0 ? found : -found - 2;
  }

  /// Where an entry's bytes begin in the plain bytes of its frame.
  public int offsetInFrame(int entry) {
    int offset = 0;
    for (int i = firstEntry[frameOf(entry)]; i < entry; i++) {
      offset += columns.blocks()[i] * FooterColumns.BLOCK_BYTES;
    }
    return offset;
  }

  /// The plain bytes of an entry.
  public int entryBytes(int entry) {
    int blocks = columns.blocks()[entry];
    return blocks > 0 ? blocks * FooterColumns.BLOCK_BYTES : plainBytes(frameOf(entry));
  }

  public ChunkId id(int entry) {
    int start = entry * ChunkId.SIZE_BYTES;
    return ChunkId.of(Arrays.copyOfRange(columns.ids(), start, start + ChunkId.SIZE_BYTES));
  }

  /// The first eight bytes of an entry's id.
  public long prefixHigh(int entry) {
    return columns.prefix(entry, 0);
  }

  /// The second eight bytes of an entry's id.
  public long prefixLow(int entry) {
    return columns.prefix(entry, 8);
  }

  /// The entry whose id begins with these 16 bytes, or `ABSENT`.
  public int find(long high, long low) {
    int from = 0;
    int to = byPrefix.length - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int entry = byPrefix[middle];
      int order = compare(prefixHigh(entry), prefixLow(entry), high, low);
      if (order == 0) {
        return entry;
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return ABSENT;
  }

  long frameOffset(int frame) {
    return columns.offsets()[frame];
  }

  boolean zstd(int frame) {
    return columns.zstd()[frame];
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    int byHigh = Long.compareUnsigned(high, otherHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
  }

  private static int[] firstEntries(FooterColumns columns) {
    int[] counts = columns.entriesOfFrame();
    int[] first = new int[counts.length + 1];
    for (int frame = 0; frame < counts.length; frame++) {
      first[frame + 1] = first[frame] + counts[frame];
    }
    return first;
  }

  private static int[] sorted(byte[] ids) {
    return EntryOrder.byId(ByteBuffer.wrap(ids));
  }
}
