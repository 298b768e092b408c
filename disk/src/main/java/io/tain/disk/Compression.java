package io.tain.disk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the blocks of a disk file are compressed.
public enum Compression {
  NONE,
  ZLIB,
  ZSTD;

  /// The compression of this name, such as `zstd`.
  public static Optional<Compression> named(String name) {
    return Arrays.stream(values()).filter(value -> value.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
