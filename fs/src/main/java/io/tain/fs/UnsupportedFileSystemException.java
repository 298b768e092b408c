package io.tain.fs;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;

/// A sound file system that uses something Tain cannot read: `fs.unsupported`.
public final class UnsupportedFileSystemException extends TainException {
  private static final long serialVersionUID = 1L;

  /// @param type as `FileSystem.type()` names it
  /// @param feature as the format's own tools call it
  public UnsupportedFileSystemException(String type, String feature) {
    super(ErrorCode.FS_UNSUPPORTED, arguments("filesystem", type, "feature", feature));
  }
}
