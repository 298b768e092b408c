package io.tain.disk.mbr;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Partition;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One of the four entries of a boot record.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 1 | boot flag: 00 or 80 |
/// | 1 | 3 | start as cylinder, head, sector |
/// | 4 | 1 | type |
/// | 5 | 3 | end as cylinder, head, sector |
/// | 8, 12 | 4 | first sector, number of sectors |
///
/// @param offset of the entry on the disk, in bytes
/// @param startAddress its three bytes, the first one highest
record MbrEntry(long offset, int index, int type, int startAddress, Sectors sectors) {
  static final int PROTECTIVE_ADDRESS = 0x00_02_00;

  private static final int SECTOR_BYTES = 512;
  private static final int TABLE_OFFSET = 446;
  private static final int ENTRY_BYTES = 16;
  private static final short SIGNATURE = (short) 0xAA55;

  /// The sectors of an entry.
  record Sectors(long first, long count) {}

  /// The four entries of the boot record at `at`; empty if no record stands there.
  static Optional<List<MbrEntry>> readSector(VirtualDisk disk, long at) throws IOException {
    if (at > disk.sizeBytes() - SECTOR_BYTES) {
      return Optional.empty();
    }
    ByteBuffer sector = disk.bytes(new ByteRange(at, SECTOR_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    if (sector.getShort(510) != SIGNATURE) {
      return Optional.empty();
    }
    var entries = new ArrayList<MbrEntry>();
    for (int i = 0; i < 4; i++) {
      int start = TABLE_OFFSET + i * ENTRY_BYTES;
      if ((sector.get(start) & 0x7F) != 0) {
        return Optional.empty();
      }
      entries.add(read(sector.slice(start, ENTRY_BYTES), at + start, i));
    }
    return Optional.of(entries);
  }

  private static MbrEntry read(ByteBuffer slice, long offset, int index) {
    ByteBuffer entry = slice.order(ByteOrder.LITTLE_ENDIAN);
    int startAddress =
        (entry.get(1) & 0xFF) << 16 | (entry.get(2) & 0xFF) << 8 | (entry.get(3) & 0xFF);
    var sectors = new Sectors(entry.getInt(8) & 0xFFFF_FFFFL, entry.getInt(12) & 0xFFFF_FFFFL);
    return new MbrEntry(offset, index, entry.get(4) & 0xFF, startAddress, sectors);
  }

  // As for Linux, an entry that announces a GPT does so whatever its number of sectors is.
  boolean isEmpty() {
    return type == 0 || (sectors.count() == 0 && !isProtective());
  }

  boolean isProtective() {
    return type == 0xEE;
  }

  boolean isExtended() {
    return type == 0x05 || type == 0x0F || type == 0x85;
  }

  long startSector() {
    return sectors.first();
  }

  /// Where the entry points to, its sectors counted from the byte `origin`.
  ///
  /// @throws MalformedDiskException if that is not inside `bounds`
  ByteRange rangeIn(ByteRange bounds, long origin) {
    var range =
        new ByteRange(origin + sectors.first() * SECTOR_BYTES, sectors.count() * SECTOR_BYTES);
    if (!bounds.contains(range)) {
      throw new MalformedDiskException(
          "mbr",
          "G1",
          offset + 8,
          "a partition from byte %d to %d".formatted(bounds.offset(), bounds.end()),
          "%d to %d".formatted(range.offset(), range.end()));
    }
    return range;
  }

  Partition partition(int number, ByteRange range) {
    return new Partition(number, range, "0x%02x".formatted(type), "", "");
  }
}
