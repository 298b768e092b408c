package io.tain.fs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A POSIX access control list, as the attributes `system.posix_acl_access` and
/// `system.posix_acl_default` tell it.
///
/// Source: include/uapi/linux/posix_acl_xattr.h of the kernel. File systems keep lists in forms of
/// their own; getxattr answers this one, little-endian:
///
/// | byte | 0 | 4 + 8i | 6 + 8i | 8 + 8i |
/// |---|---|---|---|---|
/// | | version 2 | tag | permissions | id of a user or group, else all ones |
public record PosixAcl(List<Entry> entries) {
  public static final String ACCESS_NAME = "system.posix_acl_access";
  public static final String DEFAULT_NAME = "system.posix_acl_default";

  private static final int VERSION = 2;
  private static final int HEADER_BYTES = 4;
  private static final int ENTRY_BYTES = 8;

  public PosixAcl {
    entries = List.copyOf(entries);
  }

  /// The value that getxattr answers.
  public byte[] toAttribute() {
    ByteBuffer value =
        ByteBuffer.allocate(HEADER_BYTES + ENTRY_BYTES * entries.size())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(VERSION);
    for (Entry entry : entries) {
      value.putShort((short) entry.tag()).putShort((short) entry.permissions()).putInt(entry.id());
    }
    return value.array();
  }

  /// What one user, group or class of them may do.
  ///
  /// @param tag one of the constants
  /// @param permissions read 4, write 2, execute 1
  /// @param id unsigned, of a user or group that is named; else `NO_ID`
  public record Entry(int tag, int permissions, int id) {
    public static final int OWNER = 0x01;
    public static final int USER = 0x02;
    public static final int GROUP_OF_FILE = 0x04;
    public static final int GROUP = 0x08;
    public static final int MASK = 0x10;
    public static final int OTHER = 0x20;
    public static final int NO_ID = -1;

    /// True for the tags of entries that name a user or group.
    public static boolean isNamed(int tag) {
      return tag == USER || tag == GROUP;
    }
  }
}
