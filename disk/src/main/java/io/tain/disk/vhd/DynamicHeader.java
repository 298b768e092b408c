package io.tain.disk.vhd;

import io.tain.base.ByteRange;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The header of a dynamic disk, as it stands there, not yet judged; [VhdRules] does that.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0, 8 | 8 | cookie `cxsparse`, all ones |
/// | 16 | 8 | offset of the block allocation table |
/// | 24, 28, 32, 36 | 4 | version, entries of the table, bytes of a block, checksum |
/// | 40 | 16 | id of the parent |
/// | 64 | 512 | name of the parent |
/// | 576 | 8 × 24 | where to look for the parent, each beginning with a platform code |
record DynamicHeader(ByteBuffer bytes) {
  static final int BYTES = 1024;
  static final long COOKIE = 0x6378_7370_6172_7365L;
  static final int CHECKSUM_AT = 36;

  private static final int VERSION = 0x0001_0000;
  private static final int LOCATORS_AT = 576;
  private static final int LOCATOR_BYTES = 24;
  private static final int LOCATORS = 8;

  /// Reads the header.
  ///
  /// @throws MalformedDiskException if it does not lie inside the file
  static DynamicHeader read(VirtualDisk file, long offset) throws IOException {
    if (offset < 0 || offset % 512 != 0 || offset > file.sizeBytes() - BYTES) {
      throw new MalformedDiskException(
          VhdRules.FORMAT, "H1", 16, "a dynamic header inside the file", offset);
    }
    return new DynamicHeader(file.bytes(new ByteRange(offset, BYTES)));
  }

  /// The header of a new file.
  static DynamicHeader of(long tableOffset, int entries, int blockBytes) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(0, COOKIE).putLong(8, -1).putLong(16, tableOffset);
    bytes.putInt(24, VERSION).putInt(28, entries).putInt(32, blockBytes);
    bytes.putInt(CHECKSUM_AT, VhdFooter.checksum(bytes, CHECKSUM_AT));
    return new DynamicHeader(bytes);
  }

  boolean hasCookie() {
    return bytes.getLong(0) == COOKIE;
  }

  long tableOffset() {
    return bytes.getLong(16);
  }

  int majorVersion() {
    return bytes.getInt(24) >>> 16;
  }

  long entries() {
    return bytes.getInt(28) & 0xFFFF_FFFFL;
  }

  long blockBytes() {
    return bytes.getInt(32) & 0xFFFF_FFFFL;
  }

  int checksum() {
    return bytes.getInt(CHECKSUM_AT);
  }

  /// True when something names a parent: its id, its name or a place to look for it.
  boolean namesParent() {
    boolean isNamed = bytes.getLong(40) != 0 || bytes.getLong(48) != 0 || bytes.getShort(64) != 0;
    for (int i = 0; i < LOCATORS; i++) {
      isNamed |= bytes.getInt(LOCATORS_AT + i * LOCATOR_BYTES) != 0;
    }
    return isNamed;
  }
}
