package io.tain.disk.vhdx;

import io.tain.disk.MalformedDiskException;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.UnsupportedDiskException;

/// The refusals of rule X1 of docs/THREATS.md.
final class Refusal {
  static final String FORMAT = "vhdx";
  static final String RULE = "X1";

  private Refusal() {}

  static void unless(boolean holds, long offset, String expected, Object found) {
    if (!holds) {
      throw malformed(offset, expected, found);
    }
  }

  static MalformedDiskException malformed(long offset, String expected, Object found) {
    return new MalformedDiskException(FORMAT, RULE, offset, expected, found);
  }

  static UnsafeDiskException unsafe(long offset, String detail) {
    return new UnsafeDiskException(FORMAT, RULE, offset, detail);
  }

  static UnsupportedDiskException unsupported(long offset, String feature) {
    return new UnsupportedDiskException(FORMAT, RULE, offset, feature);
  }
}
