package io.tain.disk.vmdk;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The header of a sparse extent, or its copy at the end, as it stands there; [VmdkRules] judges
/// it.
///
/// | offset | bytes | field (offsets and sizes in sectors of 512 bytes) |
/// |---|---|---|
/// | 0, 4, 8 | 4 | magic `KDMV`, version, flags |
/// | 12, 20 | 8 | capacity, size of a grain |
/// | 28, 36 | 8 | descriptor: offset, size |
/// | 44 | 4 | entries of a grain table |
/// | 48, 56 | 8 | offset of the second grain directory, of the first |
/// | 64 | 8 | where the grains begin |
/// | 72, 73 | 1, 4 | unclean shutdown; line ends, to find out damage by text transfer |
/// | 77 | 2 | compression: 0 none, 1 deflate |
record SparseHeader(ByteBuffer bytes) {
  static final int BYTES = 512;
  static final int MAGIC = 0x564D_444B;
  static final int SECTOR_BYTES = 512;
  static final int TABLE_ENTRIES = 512;
  static final int TABLE_BYTES = TABLE_ENTRIES * Integer.BYTES;

  /// Instead of the directory's offset: it stands in the footer.
  static final long AT_END = -1;

  static final int NEW_LINES = 1;
  static final int SECOND_DIRECTORY = 2;
  static final int ZEROED_GRAINS = 4;
  static final int COMPRESSED = 1 << 16;
  static final int MARKERS = 1 << 17;

  private static final int LINE_ENDS = 0x0A0D_200A;

  /// Reads a header.
  ///
  /// @throws MalformedDiskException if it does not lie inside the file
  static SparseHeader read(VirtualDisk file, long offset) throws IOException {
    if (offset < 0 || offset > file.sizeBytes() - BYTES) {
      throw new MalformedDiskException(
          VmdkRules.FORMAT, "V6", 0, "a header of 512 bytes", file.sizeBytes() + " bytes");
    }
    return new SparseHeader(
        file.bytes(new ByteRange(offset, BYTES)).order(ByteOrder.LITTLE_ENDIAN));
  }

  /// The header of a new file.
  static SparseHeader of(VmdkLayout layout, int version, int flags, long directory) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0, MAGIC).putInt(4, version).putInt(8, flags);
    bytes.putLong(12, layout.capacity()).putLong(20, VmdkLayout.GRAIN_SECTORS);
    bytes.putLong(28, 1).putLong(36, VmdkLayout.DESCRIPTOR_SECTORS);
    bytes.putInt(44, TABLE_ENTRIES);
    boolean isTwice = (flags & SECOND_DIRECTORY) != 0;
    bytes.putLong(48, isTwice ? layout.secondDirectory() : 0).putLong(56, directory);
    bytes.putLong(64, isTwice ? layout.firstGrain() : VmdkLayout.GRAIN_SECTORS);
    bytes.putInt(73, LINE_ENDS);
    bytes.putShort(77, (short) ((flags & COMPRESSED) == 0 ? 0 : 1));
    return new SparseHeader(bytes);
  }

  int magic() {
    return bytes.getInt(0);
  }

  int version() {
    return bytes.getInt(4);
  }

  boolean has(int flag) {
    return (bytes.getInt(8) & flag) != 0;
  }

  long capacity() {
    return bytes.getLong(12);
  }

  long grainSectors() {
    return bytes.getLong(20);
  }

  long descriptorOffset() {
    return bytes.getLong(28);
  }

  long descriptorSectors() {
    return bytes.getLong(36);
  }

  int tableEntries() {
    return bytes.getInt(44);
  }

  long directory() {
    return bytes.getLong(56);
  }

  boolean areLineEndsWhole() {
    return !has(NEW_LINES) || bytes.getInt(73) == LINE_ENDS;
  }

  int compression() {
    return bytes.getShort(77) & 0xFFFF;
  }

  /// How many grain tables the capacity needs.
  long tables() {
    return (capacity() - 1) / (grainSectors() * TABLE_ENTRIES) + 1;
  }
}
