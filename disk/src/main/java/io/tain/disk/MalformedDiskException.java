package io.tain.disk;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;

/// A disk file whose bytes contradict its format: `disk.malformed`.
public final class MalformedDiskException extends TainException {
  private static final long serialVersionUID = 1L;

  /// Damage that no rule of docs/THREATS.md names.
  ///
  /// @param format as its specification calls it, such as `qcow2`
  /// @param offset where in the file, in bytes
  /// @param expected what the specification asks for
  /// @param found what stands there
  public MalformedDiskException(String format, long offset, String expected, Object found) {
    this(format, "", offset, expected, found);
  }

  /// Damage that breaks a rule of docs/THREATS.md, such as `Q7`.
  public MalformedDiskException(
      String format, String rule, long offset, String expected, Object found) {
    super(
        ErrorCode.DISK_MALFORMED,
        arguments(
            "format",
            format,
            "rule",
            rule,
            "offset",
            offset,
            "expected",
            expected,
            "found",
            found));
  }
}
