package io.tain.disk;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;

/// A disk file that names other files, or would take more than it gives: `disk.unsafe`.
public final class UnsafeDiskException extends TainException {
  private static final long serialVersionUID = 1L;

  /// @param rule the rule's id in docs/THREATS.md, such as `Q2`
  /// @param offset where in the file, in bytes
  /// @param detail what was found
  public UnsafeDiskException(String format, String rule, long offset, String detail) {
    super(
        ErrorCode.DISK_UNSAFE,
        arguments("format", format, "rule", rule, "offset", offset, "detail", detail));
  }
}
