package io.tain.disk.vhd;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/// The last sector of a file, as it stands there, not yet judged; [VhdRules] does that.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | cookie `conectix` |
/// | 8, 12 | 4 | features, version of the format |
/// | 16 | 8 | offset of the dynamic header; all ones for a fixed disk |
/// | 24, 28, 32, 36 | 4 | time, creator: application, version, system |
/// | 40, 48 | 8 | original size, current size |
/// | 56 | 4 | geometry: cylinders (2), heads (1), sectors per track (1) |
/// | 60, 64 | 4 | type, checksum |
/// | 68 | 16 | unique id |
record VhdFooter(ByteBuffer bytes) {
  static final int BYTES = 512;
  static final long COOKIE = 0x636F_6E65_6374_6978L;
  static final int FIXED = 2;
  static final int DYNAMIC = 3;
  static final int DIFFERENCING = 4;
  static final int CHECKSUM_AT = 64;

  private static final int VERSION = 0x0001_0000;
  private static final int RESERVED_FEATURE = 2;
  private static final int CREATOR = 0x7461_696E;
  private static final int VIRTUAL_PC = 0x7670_6320;
  private static final int QEMU = 0x7165_6D75;
  private static final int WINDOWS = 0x5769_326B;
  private static final int LARGEST_GEOMETRY = 0xFFFF_10FF;
  private static final long NO_HEADER = -1;

  /// Reads the last sector.
  ///
  /// @throws MalformedDiskException if the file is shorter
  static VhdFooter read(VirtualDisk file) throws IOException {
    if (file.sizeBytes() < BYTES) {
      throw new MalformedDiskException(
          VhdRules.FORMAT, "H1", 0, "a footer of 512 bytes", file.sizeBytes() + " bytes");
    }
    return new VhdFooter(file.bytes(new ByteRange(file.sizeBytes() - BYTES, BYTES)));
  }

  /// The footer of a new file.
  ///
  /// @param headerOffset of the dynamic header; empty disks have none
  static VhdFooter of(int type, long headerOffset, long sizeBytes, UUID id) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(0, COOKIE).putInt(8, RESERVED_FEATURE).putInt(12, VERSION);
    bytes.putLong(16, headerOffset);
    bytes.putInt(28, CREATOR).putInt(32, VERSION).putInt(36, WINDOWS);
    // The largest geometry tells every reader to take the size from its own field.
    bytes.putLong(40, sizeBytes).putLong(48, sizeBytes).putInt(56, LARGEST_GEOMETRY);
    bytes.putInt(60, type);
    bytes.putLong(68, id.getMostSignificantBits()).putLong(76, id.getLeastSignificantBits());
    bytes.putInt(CHECKSUM_AT, checksum(bytes, CHECKSUM_AT));
    return new VhdFooter(bytes);
  }

  /// The footer of a new file with all bytes in its data.
  static VhdFooter ofFixed(long sizeBytes, UUID id) {
    return of(FIXED, NO_HEADER, sizeBytes, id);
  }

  /// The complement of the sum of all bytes but those of the checksum itself.
  static int checksum(ByteBuffer bytes, int checksumAt) {
    int sum = 0;
    for (int i = 0; i < bytes.limit(); i++) {
      sum += i >= checksumAt && i < checksumAt + 4 ? 0 : bytes.get(i) & 0xFF;
    }
    return ~sum;
  }

  boolean hasCookie() {
    return bytes.getLong(0) == COOKIE;
  }

  int majorVersion() {
    return bytes.getInt(12) >>> 16;
  }

  long headerOffset() {
    return bytes.getLong(16);
  }

  int type() {
    return bytes.getInt(60);
  }

  int checksum() {
    return bytes.getInt(CHECKSUM_AT);
  }

  /// What the guest sees.
  ///
  /// Virtual PC, and QEMU unless told otherwise, present the disk that the geometry describes; all
  /// others the current size, as does everybody when the geometry is the largest that there is.
  long sizeBytes() {
    int creator = bytes.getInt(28);
    boolean isByGeometry =
        (creator == VIRTUAL_PC || creator == QEMU) && bytes.getInt(56) != LARGEST_GEOMETRY;
    return isByGeometry ? geometryBytes() : bytes.getLong(48);
  }

  private long geometryBytes() {
    long cylinders = bytes.getShort(56) & 0xFFFF;
    return cylinders * (bytes.get(58) & 0xFF) * (bytes.get(59) & 0xFF) * 512;
  }
}
