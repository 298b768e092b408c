package io.tain.disk.vhdx;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.BlockMap;
import io.tain.disk.mapped.BoundedCache;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/// The block allocation table: eight bytes for a block, and after every chunk of blocks as many for
/// a bitmap that only differencing disks have.
///
/// It is walked once when it is read; after that its pages are held in a cache of 4 MiB. Safe for
/// concurrent use.
final class BlockTable implements BlockMap {
  static final int NOT_PRESENT = 0;
  static final int UNDEFINED = 1;
  static final int ZERO = 2;
  static final int UNMAPPED = 3;
  static final int FULLY_PRESENT = 6;
  static final int PARTIALLY_PRESENT = 7;

  private static final int MIB = VhdxHeader.MIB;
  private static final int PAGE_BYTES = 16 << 10;
  private static final int CACHE_BYTES = 4 << 20;
  private static final long WALK_BYTES = 1 << 20;
  private static final int STATE = 7;
  private static final int PLACE_SHIFT = 20;
  private static final long LARGEST_FILE_BYTES = 128L << 40;

  private final HostFile file;
  private final ByteRange table;
  private final BlockShape shape;
  private final BoundedCache<Long, ByteBuffer> pages = new BoundedCache<>(CACHE_BYTES / PAGE_BYTES);
  private long storedBlocks;

  private BlockTable(VirtualDisk file, ByteRange table, BlockShape shape) {
    this.file = new HostFile(file);
    this.table = table;
    this.shape = shape;
  }

  /// Reads the table of a file whose regions and metadata were found good.
  ///
  /// @throws io.tain.base.TainException if it is too short, a block does not lie inside the file or
  ///     overlaps something else, or a block needs a parent
  static BlockTable read(VirtualDisk file, Regions regions, Metadata metadata) throws IOException {
    var shape = BlockShape.of(metadata);
    long neededBytes = shape.entries() * Long.BYTES;
    Refusal.unless(
        neededBytes <= regions.blockTable().length(),
        regions.blockTable().offset(),
        "a block allocation table of %d bytes".formatted(neededBytes),
        regions.blockTable().length());
    var table =
        new BlockTable(file, new ByteRange(regions.blockTable().offset(), neededBytes), shape);
    table.check(regions);
    return table;
  }

  /// How many blocks the file holds.
  long storedBlocks() {
    return storedBlocks;
  }

  @Override
  public Run at(long offset) throws IOException {
    long block = offset / shape.blockBytes();
    long start = block * shape.blockBytes();
    long entry = entry(shape.entryOf(block));
    if (stateOf(entry) == FULLY_PRESENT) {
      return new Run.Stored(start + shape.blockBytes(), placeOf(entry) + offset - start);
    }
    return new Run.Zeros(start + shape.blockBytes());
  }

  private long entry(long index) throws IOException {
    long pageAt = index * Long.BYTES / PAGE_BYTES * PAGE_BYTES;
    ByteBuffer page =
        pages.get(
            pageAt,
            () -> file.read(table.offset() + pageAt, PAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN));
    return page.getLong((int) (index * Long.BYTES - pageAt));
  }

  private void check(Regions regions) throws IOException {
    var taken = new Taken(file.sizeBytes());
    taken.add(new ByteRange(0, MIB), 0);
    taken.add(regions.metadata(), 0);
    taken.add(regions.blockTable(), 0);
    for (long at = 0; at < table.length(); at += WALK_BYTES) {
      var window = new ByteRange(table.offset() + at, Math.min(WALK_BYTES, table.length() - at));
      // Holes of the file are blocks that are not present.
      for (Extent extent : file.bytes().extents(window)) {
        if (extent instanceof Extent.Data(var range)) {
          checkEntries(range, taken);
        }
      }
    }
  }

  private void checkEntries(ByteRange range, Taken taken) throws IOException {
    long from = (range.offset() - table.offset()) / Long.BYTES;
    long to = (range.end() - table.offset() + Long.BYTES - 1) / Long.BYTES;
    ByteBuffer entries =
        file.read(table.offset() + from * Long.BYTES, (int) (to - from) * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long index = from; index < to; index++) {
      if (shape.isBlock(index)) {
        check(entries.getLong((int) (index - from) * Long.BYTES), index, taken);
      }
    }
  }

  private void check(long entry, long index, Taken taken) {
    long at = table.offset() + index * Long.BYTES;
    switch (stateOf(entry)) {
      case NOT_PRESENT, UNDEFINED, ZERO, UNMAPPED -> {}
      case FULLY_PRESENT -> {
        long place = placeOf(entry);
        Refusal.unless(
            place >= MIB && place <= file.sizeBytes() - shape.usedBytes(index),
            at,
            "a block inside the file",
            place);
        taken.add(new ByteRange(place, shape.blockBytes()), at);
        storedBlocks++;
      }
      case PARTIALLY_PRESENT -> throw Refusal.unsafe(at, "a block that needs a parent");
      default -> throw Refusal.malformed(at, "a state of a block", stateOf(entry));
    }
  }

  private static int stateOf(long entry) {
    return (int) entry & STATE;
  }

  private static long placeOf(long entry) {
    return entry >>> PLACE_SHIFT << PLACE_SHIFT;
  }

  /// The MiB of the file that are something already.
  private static final class Taken {
    private final BitSet taken = new BitSet();

    /// A bit for every MiB: 16 MiB of them at most.
    Taken(long fileBytes) {
      if (fileBytes >= LARGEST_FILE_BYTES) {
        throw Refusal.unsupported(0, "a file of 128 TiB or more");
      }
    }

    void add(ByteRange range, long namedAt) {
      int first = (int) (range.offset() / MIB);
      int end = (int) ((range.end() - 1) / MIB) + 1;
      int found = taken.nextSetBit(first);
      Refusal.unless(found < 0 || found >= end, namedAt, "a place of its own", "one that is taken");
      taken.set(first, end);
    }
  }
}
