package io.tain.disk.lvm;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The label of a physical volume, in one of its first four sectors.
///
/// Source: `struct label_header` (lib/label/label.h) and `struct pv_header`
/// (lib/format_text/layout.h) of lvm2; little-endian.
///
/// | byte | | byte from "start" | |
/// |---|---|---|---|
/// | 0 | `LABELONE` | 0 | id |
/// | 8 | sector | 32 | size |
/// | 16 | sum from 20 on | 40 | areas of data, offset and size each, up to zeros |
/// | 20 | start | then | areas of metadata in the same way |
/// | 24 | `LVM2 001` | | |
///
/// @param id of the physical volume, 32 characters
/// @param metadata where copies of the group's description are, in bytes
record Label(String id, List<ByteRange> metadata) {
  private static final int SECTOR_BYTES = 512;
  private static final int SECTORS = 4;
  private static final byte[] MAGIC = "LABELONE".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TYPE = "LVM2 001".getBytes(StandardCharsets.US_ASCII);
  private static final int SUMMED_FROM = 20;
  private static final int ID_BYTES = 32;

  /// The label of a disk or partition; empty when it has none.
  static Optional<Label> read(VirtualDisk disk) throws IOException {
    for (int sector = 0; sector < SECTORS; sector++) {
      if (disk.sizeBytes() >= (sector + 1L) * SECTOR_BYTES) {
        ByteBuffer bytes = disk.bytes(new ByteRange((long) sector * SECTOR_BYTES, SECTOR_BYTES));
        if (holds(bytes, 0, MAGIC)) {
          return Optional.of(decode(bytes.order(ByteOrder.LITTLE_ENDIAN), sector));
        }
      }
    }
    return Optional.empty();
  }

  private static Label decode(ByteBuffer bytes, int sector) {
    int offset = sector * SECTOR_BYTES;
    expect(holds(bytes, 24, TYPE), offset + 24, "type LVM2 001", "another");
    expect(bytes.getLong(8) == sector, offset + 8, "sector " + sector, bytes.getLong(8));
    int sum = MetadataSum.of(bytes.slice(SUMMED_FROM, SECTOR_BYTES - SUMMED_FROM));
    expect(bytes.getInt(16) == sum, offset + 16, "the checksum of the label", "another");
    int start = bytes.getInt(20);
    expect(
        start >= 32 && start <= SECTOR_BYTES - ID_BYTES - 8 - 32,
        offset + 20,
        "a header inside the sector",
        start);
    byte[] id = new byte[ID_BYTES];
    bytes.get(start, id);
    return new Label(
        new String(id, StandardCharsets.ISO_8859_1), areas(bytes, start + ID_BYTES + 8, offset));
  }

  private static List<ByteRange> areas(ByteBuffer bytes, int start, int offset) {
    var areas = new ArrayList<ByteRange>();
    boolean isMetadata = false;
    for (int at = start; at <= SECTOR_BYTES - 16; at += 16) {
      long first = bytes.getLong(at);
      long length = bytes.getLong(at + 8);
      if (first == 0) {
        if (isMetadata) {
          return areas;
        }
        isMetadata = true;
      } else if (isMetadata) {
        expect(
            first > 0 && length > 0 && first <= Long.MAX_VALUE - length,
            offset + at,
            "an area of metadata",
            first + " + " + length);
        areas.add(new ByteRange(first, length));
      }
    }
    throw malformed(offset + start, "lists of areas with an end", "none");
  }

  private static boolean holds(ByteBuffer bytes, int at, byte[] expected) {
    return bytes.slice(at, expected.length).equals(ByteBuffer.wrap(expected));
  }

  static void expect(boolean condition, long offset, String expected, Object found) {
    if (!condition) {
      throw malformed(offset, expected, found);
    }
  }

  static MalformedDiskException malformed(long offset, String expected, Object found) {
    return new MalformedDiskException("lvm", "G1", offset, expected, found);
  }
}
