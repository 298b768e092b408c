package io.tain.store.pack;

import io.tain.store.ChunkId;
import io.tain.store.PackName;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What a pack holds: its frames and the entries in them, in columns.
///
/// Immutable; about 45 bytes for each entry, and 40 for each base frame. An entry is named by its
/// ordinal.
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
    return columns.frameBytes(frame);
  }

  /// The plain bytes of a frame.
  public int plainBytes(int frame) {
    return columns.plain()[frame];
  }

  public FrameCodec codec(int frame) {
    return columns.codecs()[frame];
  }

  /// The number of base frames of a frame; 0 unless it is a delta.
  public int bases(int frame) {
    return columns.deltas().count(frame);
  }

  /// Where a base frame of a delta frame was.
  ///
  /// @param base from 0 to `bases(frame)`, exclusive; the best is the last
  public HintedBase hint(int frame, int base) {
    return columns.deltas().hint(frame, base);
  }

  /// The id of a frame, computed from those of its entries.
  public FrameId frameId(int frame) {
    return FrameId.of(columns.ids(), firstEntry[frame], firstEntry[frame + 1] - firstEntry[frame]);
  }

  /// True when a frame is there, may be a base of such frames, and its id begins with these bytes.
  public boolean isBase(int frame, FrameKind kind, long high, long low) {
    return frame < frames()
        && kind(frame) == kind
        && codec(frame) != FrameCodec.DELTA
        && frameId(frame).beginsWith(high, low);
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

  /// Where a frame with its header begins in the pack.
  public long frameOffset(int frame) {
    return columns.offsets()[frame];
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
