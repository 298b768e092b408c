package io.tain.fs.fat;

import java.util.List;

/// The parts of a long name as they are met before the short entry that they belong to.
///
/// Parts that do not belong together are forgotten, and the short name counts, as everywhere.
/// Source: Microsoft's fatgen103, "Long Directory Entries".
///
/// | byte of a long entry | 0 | 1 | 11 | 12 | 13 | 14 | 26 | 28 |
/// |---|---|---|---|---|---|---|---|---|
/// | | ordinal | five units | attribute 0x0F | 0 | checksum | six units | 0 | two units |
final class LongName {
  static final int UNITS_PER_ENTRY = 13;
  static final int LAST_ORDINAL_FLAG = 0x40;
  static final int ATTRIBUTE_LONG_NAME = 0x0F;

  /// Where the UTF-16 units of a long entry lie, in bytes.
  static final List<Integer> UNIT_OFFSETS = List.of(1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30);

  private final char[] units = new char[20 * UNITS_PER_ENTRY];
  private int parts;
  private int expected;
  private int checksum;

  void clear() {
    parts = 0;
    expected = 0;
  }

  void add(FatEntry entry) {
    int ordinal = entry.bytes().get(0) & 0x3F;
    int sum = entry.bytes().get(13) & 0xFF;
    if ((entry.bytes().get(0) & LAST_ORDINAL_FLAG) != 0) {
      parts = ordinal;
      expected = ordinal;
      checksum = sum;
    }
    boolean isNext = ordinal == expected && sum == checksum && ordinal >= 1 && ordinal <= 20;
    if (!isNext) {
      clear();
      return;
    }
    for (int i = 0; i < UNITS_PER_ENTRY; i++) {
      units[(ordinal - 1) * UNITS_PER_ENTRY + i] = entry.bytes().getChar(UNIT_OFFSETS.get(i));
    }
    expected--;
  }

  /// The name for the short entry that follows; empty when the parts are not all there.
  String nameOf(FatEntry entry) {
    boolean isWhole = parts > 0 && expected == 0;
    if (!isWhole || checksum != checksum(entry.rawName())) {
      return "";
    }
    int length = 0;
    while (length < parts * UNITS_PER_ENTRY && units[length] != 0) {
      length++;
    }
    return new String(units, 0, length);
  }

  /// The checksum of the eleven characters of a short name, which the parts of a long one keep.
  static int checksum(byte[] shortName) {
    int sum = 0;
    for (int i = 0; i < 11; i++) {
      sum = ((sum & 1) << 7) + (sum >> 1) + (shortName[i] & 0xFF) & 0xFF;
    }
    return sum;
  }
}
