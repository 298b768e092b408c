package io.tain.fs.fat;

/// The parts of a long name as they are met before the short entry that they belong to.
///
/// Parts that do not belong together are forgotten, and the short name counts, as everywhere.
final class LongName {
  private final char[] units = new char[20 * FatNames.UNITS_PER_ENTRY];
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
    if ((entry.bytes().get(0) & FatNames.LAST_ORDINAL_FLAG) != 0) {
      parts = ordinal;
      expected = ordinal;
      checksum = sum;
    }
    boolean isNext = ordinal == expected && sum == checksum && ordinal >= 1 && ordinal <= 20;
    if (!isNext) {
      clear();
      return;
    }
    for (int i = 0; i < FatNames.UNITS_PER_ENTRY; i++) {
      units[(ordinal - 1) * FatNames.UNITS_PER_ENTRY + i] =
          entry.bytes().getChar(FatNames.UNIT_OFFSETS.get(i));
    }
    expected--;
  }

  /// The name for the short entry that follows; empty when the parts are not all there.
  String nameOf(FatEntry entry) {
    boolean isWhole = parts > 0 && expected == 0;
    if (!isWhole || checksum != FatNames.checksum(entry.rawName())) {
      return "";
    }
    int length = 0;
    while (length < parts * FatNames.UNITS_PER_ENTRY && units[length] != 0) {
      length++;
    }
    return new String(units, 0, length);
  }
}
