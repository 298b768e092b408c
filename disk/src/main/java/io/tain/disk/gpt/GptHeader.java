package io.tain.disk.gpt;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32;

/// One of the two headers of a GPT, checked against its sum and its own claims.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | `EFI PART` |
/// | 8 | 4 | revision, 1.0 |
/// | 12 | 4 | header size |
/// | 16 | 4 | CRC-32 of the header with this field zero |
/// | 24, 32 | 8 | sector of this header, of the other one |
/// | 40, 48 | 8 | first and last sector for partitions |
/// | 56 | 16 | GUID of the disk |
/// | 72 | 8 | first sector of the entries |
/// | 80, 84 | 4 | number of entries, bytes of one |
/// | 88 | 4 | CRC-32 of the entries |
record GptHeader(
    UUID diskGuid, long otherSector, SectorRange usable, ByteRange entries, EntryShape shape) {
  static final long SIGNATURE = 0x4546492050415254L;
  static final int REVISION = 0x0001_0000;
  static final int SIZE_BYTES = 92;

  private static final long MAX_ENTRIES_BYTES = 1 << 20;

  /// The entries' number, size and sum.
  record EntryShape(int count, int sizeBytes, int crc) {}

  /// Sectors from `first` to `last`, both inclusive.
  record SectorRange(long first, long last) {}

  /// Reads the header at a sector.
  ///
  /// @throws MalformedDiskException if it is not a sound header of this sector
  static GptHeader read(VirtualDisk disk, int sectorBytes, long sector) throws IOException {
    long at = sector * sectorBytes;
    ByteBuffer bytes = disk.bytes(new ByteRange(at, sectorBytes)).order(ByteOrder.LITTLE_ENDIAN);
    checkSignature(bytes, at);
    checkSum(bytes, at, sectorBytes);
    expect(bytes.getLong(24) == sector, at + 24, "own sector " + sector, bytes.getLong(24));
    var shape = new EntryShape(bytes.getInt(80), bytes.getInt(84), bytes.getInt(88));
    var header =
        new GptHeader(
            Guids.get(bytes, 56),
            bytes.getLong(32),
            new SectorRange(bytes.getLong(40), bytes.getLong(48)),
            entriesRange(bytes.getLong(72), shape, new Place(at, sectorBytes, disk.sizeBytes())),
            shape);
    header.checkUsable(new Place(at, sectorBytes, disk.sizeBytes()));
    return header;
  }

  private static void checkSignature(ByteBuffer bytes, long at) {
    long signature = bytes.order(ByteOrder.BIG_ENDIAN).getLong(0);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    expect(signature == SIGNATURE, at, "EFI PART", Long.toHexString(signature));
    expect(bytes.getInt(8) == REVISION, at + 8, "revision 1.0", bytes.getInt(8));
  }

  private static void checkSum(ByteBuffer bytes, long at, int sectorBytes) {
    int size = bytes.getInt(12);
    expect(size >= SIZE_BYTES && size <= sectorBytes, at + 12, "header size from 92", size);
    int sum = bytes.getInt(16);
    bytes.putInt(16, 0);
    var crc = new CRC32();
    crc.update(bytes.slice(0, size));
    expect((int) crc.getValue() == sum, at + 16, "CRC " + crc.getValue(), sum & 0xFFFF_FFFFL);
  }

  private static ByteRange entriesRange(long firstSector, EntryShape shape, Place place) {
    int size = shape.sizeBytes();
    expect(
        size >= 128 && size <= 4096 && Integer.bitCount(size) == 1,
        place.at() + 84,
        "entry size 128 to 4096, a power of two",
        size);
    long length = (shape.count() & 0xFFFF_FFFFL) * size;
    expect(length <= MAX_ENTRIES_BYTES, place.at() + 80, "at most 1 MiB of entries", length);
    expect(
        firstSector > 1 && firstSector <= (place.diskBytes() - length) / place.sectorBytes(),
        place.at() + 72,
        "entries inside the disk",
        firstSector);
    return new ByteRange(firstSector * place.sectorBytes(), length);
  }

  private void checkUsable(Place place) {
    long sectors = place.diskBytes() / place.sectorBytes();
    expect(
        usable.first() > 1 && usable.first() <= usable.last() + 1 && usable.last() < sectors,
        place.at() + 40,
        "usable sectors inside the disk",
        usable.first() + " to " + usable.last());
    var usableBytes =
        ByteRange.between(
            usable.first() * place.sectorBytes(), (usable.last() + 1) * place.sectorBytes());
    expect(
        !usableBytes.overlaps(entries) || usableBytes.isEmpty(),
        place.at() + 72,
        "entries outside the usable sectors",
        entries.offset());
    expect(
        otherSector > 0 && otherSector != place.at() / place.sectorBytes() && otherSector < sectors,
        place.at() + 32,
        "other header inside the disk",
        otherSector);
  }

  static void expect(boolean holds, long offset, String expected, Object found) {
    if (!holds) {
      throw new MalformedDiskException("gpt", "G1", offset, expected, found);
    }
  }

  private record Place(long at, int sectorBytes, long diskBytes) {}
}
