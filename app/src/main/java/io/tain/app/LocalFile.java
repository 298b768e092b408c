package io.tain.app;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.FileState;
import java.io.IOException;
import java.nio.file.Path;

/// A file that a command and the server both see.
///
/// @param state as the command found it
public record LocalFile(Path path, FileState state) {
  /// Makes sure that this process sees the same file, and may look at it.
  ///
  /// @throws TainException `file.elsewhere` if it does not
  public void requireHere() {
    if (!path.isAbsolute() || !isUnchanged()) {
      throw elsewhere();
    }
  }

  /// True when the file is still as the command found it.
  public boolean isUnchanged() {
    try {
      return FileState.of(path).equals(state);
    } catch (IOException e) {
      return false;
    }
  }

  TainException elsewhere() {
    return TainException.of(ErrorCode.FILE_ELSEWHERE, "path", path);
  }
}
