package io.tain.fs.xfs;

import io.tain.fs.PosixAcl;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/// An access control list as XFS keeps it.
///
/// Source: fs/xfs/libxfs/xfs_format.h of the kernel, `struct xfs_acl`; big-endian.
///
/// | byte | 0 | of an entry: 0 | 4 | 8 | 10 |
/// |---|---|---|---|---|---|
/// | | number | tag | id, only of a named user or group | permissions | unused |
///
/// @param inode whose list it is, for messages
/// @param offset where that inode lies on the disk, in bytes
record StoredAcl(long inode, long offset, ByteBuffer value) {
  private static final int HEADER_BYTES = 4;
  private static final int ENTRY_BYTES = 12;

  PosixAcl decode() {
    int count = value.capacity() < HEADER_BYTES ? -1 : value.getInt(0);
    expect(
        count >= 0 && count <= (value.capacity() - HEADER_BYTES) / ENTRY_BYTES,
        "entries inside it",
        count);
    var entries = new ArrayList<PosixAcl.Entry>();
    for (int i = 0; i < count; i++) {
      int at = HEADER_BYTES + i * ENTRY_BYTES;
      int tag = value.getInt(at);
      expect(Integer.bitCount(tag) == 1 && tag > 0 && tag <= PosixAcl.Entry.OTHER, "a tag", tag);
      int id = PosixAcl.Entry.isNamed(tag) ? value.getInt(at + 4) : PosixAcl.Entry.NO_ID;
      entries.add(new PosixAcl.Entry(tag, value.getShort(at + 8) & 0xFFFF, id));
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
