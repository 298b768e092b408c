package io.tain.disk.vhdx;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where block allocation table and metadata stand, as one of the two region tables says.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0, 4, 8 | 4 | signature `regi`, checksum, number of entries |
/// | 16 | 32 each | entry: id (16), offset (8), length (4), whether it is required (4) |
record Regions(ByteRange blockTable, ByteRange metadata) {
  static final int TABLE_BYTES = 64 << 10;
  static final long FIRST_AT = 192 << 10;
  static final long SECOND_AT = 256 << 10;

  private static final int SIGNATURE = 0x6967_6572;
  private static final int SUM_AT = 4;
  private static final int ENTRIES_AT = 16;
  private static final int ENTRY_BYTES = 32;
  private static final int MAX_ENTRIES = 2047;

  /// Reads the first table that is whole.
  ///
  /// @throws io.tain.base.TainException if none is, a region is missing, outside of the file, or
  ///     required and not known
  static Regions read(VirtualDisk file) throws IOException {
    Optional<ByteBuffer> first = whole(file, FIRST_AT);
    long at = first.isPresent() ? FIRST_AT : SECOND_AT;
    ByteBuffer table =
        (first.isPresent() ? first : whole(file, SECOND_AT))
            .orElseThrow(() -> Refusal.malformed(FIRST_AT, "a region table", "none that is whole"));
    Map<Guid, ByteRange> regions = entries(table, at, file.sizeBytes());
    return new Regions(
        required(regions, Guid.BAT, at, "a block allocation table"),
        required(regions, Guid.METADATA, at, "a metadata region"));
  }

  /// The table of a new file.
  ByteBuffer encode() {
    ByteBuffer table = ByteBuffer.allocate(TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    table.putInt(0, SIGNATURE).putInt(8, 2);
    put(table, ENTRIES_AT, Guid.BAT, blockTable);
    put(table, ENTRIES_AT + ENTRY_BYTES, Guid.METADATA, metadata);
    Sums.put(table, SUM_AT);
    return table;
  }

  private static void put(ByteBuffer table, int at, Guid id, ByteRange region) {
    id.put(table, at);
    table.putLong(at + 16, region.offset()).putInt(at + 24, (int) region.length());
    table.putInt(at + 28, 1);
  }

  private static Optional<ByteBuffer> whole(VirtualDisk file, long offset) throws IOException {
    ByteBuffer table = new HostFile(file).read(offset, TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return table.getInt(0) == SIGNATURE && Sums.isRight(table, SUM_AT)
        ? Optional.of(table)
        : Optional.empty();
  }

  private static Map<Guid, ByteRange> entries(ByteBuffer table, long tableAt, long fileBytes) {
    int count = table.getInt(8);
    Refusal.unless(count >= 0 && count <= MAX_ENTRIES, tableAt + 8, "at most 2047 regions", count);
    var regions = new HashMap<Guid, ByteRange>();
    for (int i = 0; i < count; i++) {
      int at = ENTRIES_AT + i * ENTRY_BYTES;
      Guid id = Guid.at(table, at);
      boolean isKnown = id.equals(Guid.BAT) || id.equals(Guid.METADATA);
      if (!isKnown && (table.getInt(at + 28) & 1) != 0) {
        throw Refusal.unsupported(tableAt + at, "a required region " + id);
      }
      if (isKnown) {
        ByteRange region = region(table, at, tableAt, fileBytes);
        Refusal.unless(
            regions.put(id, region) == null, tableAt + at, "one region of a kind", id + " twice");
      }
    }
    return regions;
  }

  private static ByteRange region(ByteBuffer table, int at, long tableAt, long fileBytes) {
    long offset = table.getLong(at + 16);
    long length = table.getInt(at + 24) & 0xFFFF_FFFFL;
    boolean isAligned = offset % VhdxHeader.MIB == 0 && length % VhdxHeader.MIB == 0;
    Refusal.unless(
        isAligned && offset >= VhdxHeader.MIB && length > 0 && offset <= fileBytes - length,
        tableAt + at + 16,
        "a region inside the file, in whole MiB",
        "%d bytes at %d".formatted(length, offset));
    return new ByteRange(offset, length);
  }

  private static ByteRange required(
      Map<Guid, ByteRange> regions, Guid id, long tableAt, String what) {
    ByteRange region = regions.get(id);
    if (region == null) {
      throw Refusal.malformed(tableAt, what, "no such region");
    }
    return region;
  }
}
