package io.tain.store.manifest;

import java.util.Arrays;

/// The runs of one GiB of a disk, in columns, ascending.
///
/// Immutable; about 28 bytes for each run. Positions are relative to the segment's start.
public final class Segment {
  /// The unit of positions and lengths.
  public static final int SECTOR_BYTES = 512;

  private static final int MAGIC = 0x54534547; // TSEG
  private static final int SECTORS = Manifest.SEGMENT_SPAN_BYTES / SECTOR_BYTES;
  private static final int MAX_CHUNK_SECTORS = 64 * 1024 / SECTOR_BYTES;

  private final int[] starts;
  private final int[] lengths;
  private final int[] chunkOffsets;
  private final long[] prefixes;

  Segment(int[] starts, int[] lengths, int[] chunkOffsets, long[] prefixes) {
    this.starts = starts;
    this.lengths = lengths;
    this.chunkOffsets = chunkOffsets;
    this.prefixes = prefixes;
  }

  public int runs() {
    return starts.length;
  }

  /// Where a run begins, in bytes from the segment's start.
  public int start(int run) {
    return starts[run] * SECTOR_BYTES;
  }

  /// The bytes of a run; the last one of a disk may go beyond the disk's end, by less than a
  /// sector.
  public int length(int run) {
    return lengths[run] * SECTOR_BYTES;
  }

  /// The first byte after a run.
  public long end(int run) {
    return (long) start(run) + length(run);
  }

  /// Where in its chunk a run begins, in bytes.
  public int chunkOffset(int run) {
    return chunkOffsets[run] * SECTOR_BYTES;
  }

  /// The first eight bytes of the id of a run's chunk.
  public long prefixHigh(int run) {
    return prefixes[2 * run];
  }

  /// The second eight bytes of the id of a run's chunk.
  public long prefixLow(int run) {
    return prefixes[2 * run + 1];
  }

  /// The first run that ends after `offset` (bytes from the segment's start); `runs()` if none
  /// does.
  public int firstEndingAfter(long offset) {
    int found = Arrays.binarySearch(starts, (int) (offset / SECTOR_BYTES));
    int candidate = found >= 0 ? found : -found - 2;
    return candidate >= 0 && end(candidate) > offset ? candidate : candidate + 1;
  }

  /// The memory that it takes, in bytes.
  public int weightBytes() {
    return 64 + 28 * starts.length;
  }

  /// The plain bytes of the segment.
  public byte[] encode() {
    var gaps = new ObjectWriter();
    var sizes = new ObjectWriter();
    var offsets = new ObjectWriter();
    int end = 0;
    for (int i = 0; i < starts.length; i++) {
      gaps.varint(starts[i] - end);
      sizes.varint(lengths[i]);
      offsets.varint(chunkOffsets[i]);
      end = starts[i] + lengths[i];
    }
    var out = new ObjectWriter().number32(MAGIC).number16(1).number16(0).number32(starts.length);
    out.number32(gaps.sizeBytes()).number32(sizes.sizeBytes()).number32(offsets.sizeBytes());
    out.bytes(gaps.toBytes()).bytes(sizes.toBytes()).bytes(offsets.toBytes());
    for (long prefix : prefixes) {
      out.number64(prefix);
    }
    return out.toBytes();
  }

  /// The segment that these plain bytes are.
  ///
  /// @param object what to call it when it is damaged
  /// @throws io.tain.store.DamagedException if they are none
  public static Segment decode(String object, byte[] bytes) {
    var in = new ObjectReader(object, bytes);
    in.magic(MAGIC);
    in.versionAndFlags();
    int count = in.number32("runs", SECTORS);
    in.require("at least one run", count, count >= 1);
    int gapBytes = in.number32("gaps", bytes.length);
    int lengthBytes = in.number32("lengths", bytes.length);
    int offsetBytes = in.number32("offsets", bytes.length);
    long rest = (long) gapBytes + lengthBytes + offsetBytes + 16L * count;
    in.require("columns of " + rest, in.remaining(), in.remaining() == rest);
    int[] starts = column(in, count, gapBytes, SECTORS);
    int[] lengths = column(in, count, lengthBytes, MAX_CHUNK_SECTORS);
    int[] offsets = column(in, count, offsetBytes, MAX_CHUNK_SECTORS - 1);
    long[] prefixes = new long[2 * count];
    for (int i = 0; i < prefixes.length; i++) {
      prefixes[i] = in.word();
    }
    requireSound(in, starts, lengths, offsets);
    return new Segment(starts, lengths, offsets, prefixes);
  }

  private static int[] column(ObjectReader in, int count, int columnBytes, int max) {
    int end = in.position() + columnBytes;
    int[] column = new int[count];
    for (int i = 0; i < count; i++) {
      column[i] = (int) in.varint("a number of sectors", max);
    }
    in.require("a column that ends at " + end, in.position(), in.position() == end);
    return column;
  }

  /// Turns gaps into starts.
  private static void requireSound(ObjectReader in, int[] starts, int[] lengths, int[] offsets) {
    long end = 0;
    for (int i = 0; i < starts.length; i++) {
      end += starts[i];
      in.require("a run inside the segment", end, end < SECTORS);
      starts[i] = (int) end;
      end += lengths[i];
      in.require(
          "a run of at least one sector inside its chunk",
          lengths[i],
          lengths[i] >= 1 && offsets[i] + lengths[i] <= MAX_CHUNK_SECTORS);
      in.require("a run inside the segment", end, end <= SECTORS);
    }
  }
}
