package io.tain.fs;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;

/// A file system whose bytes contradict its format: `fs.malformed`, which is rule F1 of
/// docs/THREATS.md.
public final class MalformedFileSystemException extends TainException {
  private static final String RULE = "F1";
  private static final long serialVersionUID = 1L;

  /// @param type as `FileSystem.type()` names it
  /// @param offset where in the file system, in bytes
  /// @param expected what the format asks for
  /// @param found what stands there
  public MalformedFileSystemException(String type, long offset, String expected, Object found) {
    super(
        ErrorCode.FS_MALFORMED,
        arguments(
            "filesystem",
            type,
            "rule",
            RULE,
            "offset",
            offset,
            "expected",
            expected,
            "found",
            found));
  }
}
