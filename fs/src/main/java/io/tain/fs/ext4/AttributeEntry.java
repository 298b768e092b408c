package io.tain.fs.ext4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One extended attribute as it is stored.
///
/// | byte | 0 | 1 | 2 | 4 | 8 | 12 | 16 |
/// |---|---|---|---|---|---|---|---|
/// | | name length | prefix | value offset | value inode | value size | hash | name |
///
/// @param values the bytes that value offsets count in
/// @param at where in `entries` it starts
record AttributeEntry(ByteBuffer entries, int at, ByteBuffer values) {
  static final int HEADER_BYTES = 16;

  private static final int PREFIX_SYSTEM = 7;
  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

  int nameBytes() {
    return entries.get(at) & 0xFF;
  }

  byte[] name() {
    byte[] name = new byte[nameBytes()];
    entries.get(at + HEADER_BYTES, name);
    return name;
  }

  /// The bytes of the entry, whose successor starts at a multiple of four.
  int length() {
    return (HEADER_BYTES + nameBytes() + 3) / 4 * 4;
  }

  /// What the kernel puts before the name; empty for what it shows nobody.
  String prefix() {
    return switch (entries.get(at + 1)) {
      case 1 -> "user.";
      case 2 -> "system.posix_acl_access";
      case 3 -> "system.posix_acl_default";
      case 4 -> "trusted.";
      case 6 -> "security.";
      case PREFIX_SYSTEM -> "system.";
      case 8 -> "system.richacl";
      case 10 -> "gnu.";
      default -> "";
    };
  }

  /// True for the content that an inline file keeps as if it were an attribute.
  boolean isInlineData() {
    return entries.get(at + 1) == PREFIX_SYSTEM && Arrays.equals(name(), DATA);
  }

  long valueInode() {
    return Integer.toUnsignedLong(entries.getInt(at + 4));
  }

  long valueBytes() {
    return Integer.toUnsignedLong(entries.getInt(at + 8));
  }

  /// Where in `values` the value starts.
  int valueOffset() {
    return entries.getShort(at + 2) & 0xFFFF;
  }

  /// The value of an entry that keeps it here.
  byte[] value() {
    byte[] value = new byte[(int) valueBytes()];
    values.get(valueOffset(), value);
    return value;
  }
}
