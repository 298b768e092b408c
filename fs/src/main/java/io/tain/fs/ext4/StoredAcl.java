package io.tain.fs.ext4;

import io.tain.fs.PosixAcl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;

/// An access control list as ext4 stores it: shorter than the kernel shows it.
///
/// Source: fs/ext4/acl.h of the kernel.
///
/// | byte | 0 | of an entry: 0 | 2 | 4 |
/// |---|---|---|---|---|
/// | | version 1 | tag | permissions | id, only of a named user or group |
///
/// @param inode whose list it is, for messages
/// @param offset where that inode lies on the disk, in bytes
record StoredAcl(long inode, long offset, ByteBuffer value) {
  static final int HEADER_BYTES = 4;

  private static final int VERSION = 1;
  private static final int SHORT_ENTRY_BYTES = 4;

  PosixAcl decode() {
    ByteBuffer bytes = value.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int version = bytes.getInt();
    expect(version == VERSION, "version 1", version);
    var entries = new ArrayList<PosixAcl.Entry>();
    while (bytes.hasRemaining()) {
      expect(bytes.remaining() >= SHORT_ENTRY_BYTES, "whole entries", bytes.remaining());
      int tag = bytes.getShort() & 0xFFFF;
      int permissions = bytes.getShort() & 0xFFFF;
      expect(Integer.bitCount(tag) == 1 && tag <= PosixAcl.Entry.OTHER, "a tag", tag);
      boolean isNamed = PosixAcl.Entry.isNamed(tag);
      expect(!isNamed || bytes.remaining() >= Integer.BYTES, "whole entries", bytes.remaining());
      int id = isNamed ? bytes.getInt() : PosixAcl.Entry.NO_ID;
      entries.add(new PosixAcl.Entry(tag, permissions, id));
    }
    return new PosixAcl(entries);
  }

  private void expect(boolean condition, String expected, Object found) {
    if (!condition) {
      throw Blocks.malformed(
          offset, expected + " in the access control list of inode " + inode, found);
    }
  }
}
