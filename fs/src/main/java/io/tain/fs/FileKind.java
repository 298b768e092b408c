package io.tain.fs;

/// What a directory entry stands for.
public enum FileKind {
  FILE,
  DIRECTORY,
  SYMLINK,
  BLOCK_DEVICE,
  CHARACTER_DEVICE,
  PIPE,
  SOCKET
}
