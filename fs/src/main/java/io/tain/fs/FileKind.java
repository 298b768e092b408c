package io.tain.fs;

import java.util.Optional;

/// What a directory entry stands for.
public enum FileKind {
  FILE,
  DIRECTORY,
  SYMLINK,
  BLOCK_DEVICE,
  CHARACTER_DEVICE,
  PIPE,
  SOCKET;

  /// The kind that the highest four of the sixteen bits of a Unix mode stand for; empty when none.
  public static Optional<FileKind> ofMode(int mode) {
    return switch (mode >> 12 & 0xF) {
      case 0x1 -> Optional.of(PIPE);
      case 0x2 -> Optional.of(CHARACTER_DEVICE);
      case 0x4 -> Optional.of(DIRECTORY);
      case 0x6 -> Optional.of(BLOCK_DEVICE);
      case 0x8 -> Optional.of(FILE);
      case 0xA -> Optional.of(SYMLINK);
      case 0xC -> Optional.of(SOCKET);
      default -> Optional.empty();
    };
  }
}
