package io.tain.fs;

import io.tain.base.ByteRange;

/// Bytes of a file that lie in one piece on the disk.
///
/// @param fileOffset where in the file the first of them lies, in bytes
/// @param disk where they lie on the disk
public record FileRun(long fileOffset, ByteRange disk) {
  public FileRun {
    if (fileOffset < 0 || fileOffset > Long.MAX_VALUE - disk.length()) {
      throw new IllegalArgumentException("file offset " + fileOffset + ", disk " + disk);
    }
  }

  /// Where in the file the bytes lie.
  public ByteRange file() {
    return new ByteRange(fileOffset, disk.length());
  }
}
