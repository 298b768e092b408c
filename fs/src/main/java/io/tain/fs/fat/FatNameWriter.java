package io.tain.fs.fat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Gives the files of a new image long and short names (fatgen103, "Long Directory Entries").
final class FatNameWriter {
  private static final int MAX_NAME_UNITS = 255;
  private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1F\"*/:<>?\\\\|\\x7F]");
  private static final Pattern SHORT =
      Pattern.compile("[A-Z0-9!#$%&'()@^_`{}~-]{1,8}(\\.[A-Z0-9!#$%&'()@^_`{}~-]{1,3})?");
  private static final Pattern NOT_SHORT = Pattern.compile("[^A-Z0-9!#$%&'()@^_`{}~-]");

  private FatNameWriter() {}

  /// Refuses a name that Windows would not take.
  static void check(String name) {
    boolean ends = name.endsWith(".") || name.endsWith(" ");
    if (name.isEmpty()
        || name.length() > MAX_NAME_UNITS
        || ends
        || FORBIDDEN.matcher(name).find()) {
      throw new IllegalArgumentException("file name \"" + name + "\"");
    }
  }

  /// True when a name needs no long entry.
  static boolean isShort(String name) {
    return SHORT.matcher(name).matches();
  }

  /// The eleven characters of the short name: the name itself, else its start and a number.
  ///
  /// @param taken the short names given so far; the new one is added
  static String shortName(String name, Set<String> taken) {
    int dot = name.lastIndexOf('.');
    String stem = simplified(dot > 0 ? name.substring(0, dot) : name);
    String extension = first(simplified(dot > 0 ? name.substring(dot + 1) : ""), 3);
    if (isShort(name) && taken.add(padded(stem, extension))) {
      return padded(stem, extension);
    }
    for (int number = 1; ; number++) {
      String tail = "~" + number;
      String candidate = padded(first(stem, 8 - tail.length()) + tail, extension);
      if (taken.add(candidate)) {
        return candidate;
      }
    }
  }

  /// The directory entries of a long name, in the order of the disk: the last part first.
  static List<byte[]> longNameEntries(String name, int checksum) {
    int count = Math.ceilDiv(name.length(), LongName.UNITS_PER_ENTRY);
    var entries = new ArrayList<byte[]>();
    for (int ordinal = count; ordinal >= 1; ordinal--) {
      int flag = ordinal == count ? LongName.LAST_ORDINAL_FLAG : 0;
      entries.add(longNameEntry(name, ordinal, flag, checksum));
    }
    return entries;
  }

  private static byte[] longNameEntry(String name, int ordinal, int flag, int checksum) {
    ByteBuffer entry =
        ByteBuffer.allocate(FatDirectoryWriter.ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    entry.put(0, (byte) (ordinal | flag)).put(11, (byte) LongName.ATTRIBUTE_LONG_NAME);
    entry.put(13, (byte) checksum);
    for (int i = 0; i < LongName.UNITS_PER_ENTRY; i++) {
      int at = (ordinal - 1) * LongName.UNITS_PER_ENTRY + i;
      int padding = at == name.length() ? 0 : 0xFFFF;
      entry.putShort(
          LongName.UNIT_OFFSETS.get(i), (short) (at < name.length() ? name.charAt(at) : padding));
    }
    return entry.array();
  }

  private static String simplified(String part) {
    String upper = part.replace(" ", "").replace(".", "").toUpperCase(Locale.ROOT);
    return NOT_SHORT.matcher(upper).replaceAll("_");
  }

  private static String padded(String stem, String extension) {
    return stem + " ".repeat(8 - stem.length()) + extension + " ".repeat(3 - extension.length());
  }

  private static String first(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }
}
