package io.tain.disk;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;

/// A sound disk file that uses something Tain cannot read: `disk.unsupported`.
public final class UnsupportedDiskException extends TainException {
  private static final long serialVersionUID = 1L;

  /// @param rule the rule's id in docs/THREATS.md, such as `Q3`
  /// @param offset where in the file, in bytes
  /// @param feature as the format's specification calls it
  public UnsupportedDiskException(String format, String rule, long offset, String feature) {
    super(
        ErrorCode.DISK_UNSUPPORTED,
        arguments("format", format, "rule", rule, "offset", offset, "feature", feature));
  }
}
