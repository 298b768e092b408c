package io.tain.cli.output;

import io.tain.base.PlainText;

/// Text from inside an image, as a terminal may be shown it: whatever would move its cursor, change
/// its colours or turn the reading direction is spelt out.
public final class Visible {
  private Visible() {}

  /// The text; control and format characters become `\x1b` or `\u202e`, as does a byte of a name
  /// that is not UTF-8.
  public static String text(String text) {
    if (text.codePoints().allMatch(PlainText::isPlain)) {
      return text;
    }
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (PlainText.isPlain(point)) {
                shown.appendCodePoint(point);
              } else if (point < 0x100 || isByte(point)) {
                shown.append("\\x%02x".formatted(point & 0xFF));
              } else {
                shown.append("\\u%04x".formatted(point));
              }
            });
    return shown.toString();
  }

  // As io.tain.fs.FileEntry keeps bytes that are not UTF-8.
  private static boolean isByte(int point) {
    return point >= 0xDC80 && point <= 0xDCFF;
  }
}
