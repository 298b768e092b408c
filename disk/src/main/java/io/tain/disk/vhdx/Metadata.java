package io.tain.disk.vhdx;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/// What the metadata region says about the disk.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0, 10 | 8, 2 | signature `metadata`, number of entries |
/// | 32 | 32 each | entry: id (16), offset in the region (4), length (4), flags (4) |
///
/// @param blockBytes the unit of allocation, 1 to 256 MiB
/// @param sizeBytes what the guest sees
/// @param sectorBytes the guest's sectors: 512 or 4096
record Metadata(int blockBytes, long sizeBytes, int sectorBytes) {
  static final int TABLE_BYTES = 64 << 10;

  private static final long SIGNATURE = 0x6174_6164_6174_656DL;
  private static final int ENTRIES_AT = 32;
  private static final int ENTRY_BYTES = 32;
  private static final int MAX_ENTRIES = 2047;
  private static final int MAX_ITEM_BYTES = 1 << 20;
  private static final int IS_USERS = 1;
  private static final int IS_VIRTUAL_DISK = 2;
  private static final int IS_REQUIRED = 4;
  private static final int HAS_PARENT = 2;
  private static final int PHYSICAL_SECTOR_BYTES = 4096;
  private static final long MAX_SIZE_BYTES = 64L << 40;
  private static final Map<Guid, Integer> LENGTHS =
      Map.of(
          Guid.FILE_PARAMETERS, 8,
          Guid.VIRTUAL_DISK_SIZE, 8,
          Guid.PAGE_83, 16,
          Guid.LOGICAL_SECTOR_SIZE, 4,
          Guid.PHYSICAL_SECTOR_SIZE, 4);

  /// Reads the metadata.
  ///
  /// @throws io.tain.base.TainException if it is damaged, names a parent, or holds something
  ///     required
  static Metadata read(VirtualDisk file, ByteRange region) throws IOException {
    var items = new Items(file, region);
    items.readTable();
    ByteBuffer parameters = items.item(Guid.FILE_PARAMETERS);
    if ((parameters.getInt(4) & HAS_PARENT) != 0) {
      throw Refusal.unsafe(region.offset(), "a differencing disk, which needs a parent");
    }
    var metadata =
        new Metadata(
            parameters.getInt(0),
            items.item(Guid.VIRTUAL_DISK_SIZE).getLong(0),
            items.item(Guid.LOGICAL_SECTOR_SIZE).getInt(0));
    metadata.check(region.offset());
    return metadata;
  }

  /// The region of a new file, as long as what it holds.
  ByteBuffer encode(Guid diskId) {
    ByteBuffer region =
        ByteBuffer.allocate(TABLE_BYTES + PHYSICAL_SECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    region.putLong(0, SIGNATURE).putShort(10, (short) LENGTHS.size());
    entry(region, 0, Guid.FILE_PARAMETERS, IS_REQUIRED);
    entry(region, 1, Guid.VIRTUAL_DISK_SIZE, IS_REQUIRED | IS_VIRTUAL_DISK);
    entry(region, 2, Guid.PAGE_83, IS_REQUIRED | IS_VIRTUAL_DISK);
    entry(region, 3, Guid.LOGICAL_SECTOR_SIZE, IS_REQUIRED | IS_VIRTUAL_DISK);
    entry(region, 4, Guid.PHYSICAL_SECTOR_SIZE, IS_REQUIRED | IS_VIRTUAL_DISK);
    region.putInt(place(0), blockBytes).putLong(place(1), sizeBytes);
    diskId.put(region, place(2));
    region.putInt(place(3), sectorBytes).putInt(place(4), PHYSICAL_SECTOR_BYTES);
    return region;
  }

  private static void entry(ByteBuffer region, int index, Guid id, int flags) {
    int at = ENTRIES_AT + index * ENTRY_BYTES;
    id.put(region, at);
    region.putInt(at + 16, place(index)).putInt(at + 20, lengthOf(id)).putInt(at + 24, flags);
  }

  private static int lengthOf(Guid id) {
    return LENGTHS.getOrDefault(id, 0);
  }

  private static int place(int index) {
    return TABLE_BYTES + index * Guid.BYTES;
  }

  private void check(long offset) {
    Refusal.unless(
        Integer.bitCount(blockBytes) == 1 && blockBytes >= 1 << 20 && blockBytes <= 256 << 20,
        offset,
        "blocks of 1 to 256 MiB, a power of two",
        blockBytes);
    Refusal.unless(
        sectorBytes == 512 || sectorBytes == 4096, offset, "sectors of 512 or 4096", sectorBytes);
    Refusal.unless(
        sizeBytes > 0 && sizeBytes % sectorBytes == 0 && sizeBytes <= MAX_SIZE_BYTES,
        offset,
        "a size in whole sectors, at most 64 TiB",
        sizeBytes);
  }

  /// The entries of the table, and what they lead to.
  private static final class Items {
    private final VirtualDisk file;
    private final ByteRange region;
    private final Map<Guid, ByteRange> places = new HashMap<>();

    Items(VirtualDisk file, ByteRange region) {
      this.file = file;
      this.region = region;
    }

    void readTable() throws IOException {
      ByteBuffer table = read(new ByteRange(region.offset(), TABLE_BYTES));
      Refusal.unless(
          table.getLong(0) == SIGNATURE, region.offset(), "a metadata table", "other bytes");
      int count = table.getShort(10) & 0xFFFF;
      Refusal.unless(
          count <= MAX_ENTRIES, region.offset() + 10, "at most 2047 metadata entries", count);
      for (int i = 0; i < count; i++) {
        add(table, ENTRIES_AT + i * ENTRY_BYTES);
      }
    }

    ByteBuffer item(Guid id) throws IOException {
      ByteRange place = places.get(id);
      if (place == null || place.length() != lengthOf(id)) {
        throw Refusal.malformed(
            region.offset(),
            "a metadata item %s of %d bytes".formatted(id, lengthOf(id)),
            place == null ? "none" : place.length() + " bytes");
      }
      return read(place);
    }

    private void add(ByteBuffer table, int at) {
      long place = region.offset() + at;
      Guid id = Guid.at(table, at);
      int flags = table.getInt(at + 24);
      if (id.equals(Guid.PARENT_LOCATOR)) {
        throw Refusal.unsafe(place, "the place of a parent");
      }
      if ((flags & IS_USERS) != 0 || !LENGTHS.containsKey(id)) {
        if ((flags & IS_REQUIRED) != 0) {
          throw Refusal.unsupported(place, "a required metadata item " + id);
        }
        return;
      }
      long offset = table.getInt(at + 16) & 0xFFFF_FFFFL;
      long length = table.getInt(at + 20) & 0xFFFF_FFFFL;
      Refusal.unless(
          offset >= TABLE_BYTES && length <= MAX_ITEM_BYTES && offset <= region.length() - length,
          place + 16,
          "a metadata item inside its region",
          "%d bytes at %d".formatted(length, offset));
      Refusal.unless(
          places.put(id, new ByteRange(region.offset() + offset, length)) == null,
          place,
          "one metadata item of a kind",
          id + " twice");
    }

    private ByteBuffer read(ByteRange range) throws IOException {
      return file.bytes(range).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
