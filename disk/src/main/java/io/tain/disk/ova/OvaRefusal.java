package io.tain.disk.ova;

import io.tain.disk.MalformedDiskException;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.UnsupportedDiskException;

/// Why an archive is refused: always rule O1 of docs/THREATS.md.
final class OvaRefusal {
  private static final String FORMAT = "ova";
  private static final String RULE = "O1";

  private OvaRefusal() {}

  static MalformedDiskException malformed(long offset, String expected, Object found) {
    return new MalformedDiskException(FORMAT, RULE, offset, expected, found);
  }

  static UnsafeDiskException unsafe(long offset, String detail) {
    return new UnsafeDiskException(FORMAT, RULE, offset, detail);
  }

  static UnsupportedDiskException unsupported(long offset, String feature) {
    return new UnsupportedDiskException(FORMAT, RULE, offset, feature);
  }

  /// What a stranger wrote, short enough to be told.
  static String quoted(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }
}
