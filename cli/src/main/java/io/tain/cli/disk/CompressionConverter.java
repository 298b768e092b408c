package io.tain.cli.disk;

import io.tain.disk.Compression;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a compression, such as `zstd`.
final class CompressionConverter implements ITypeConverter<Compression> {
  /// What is allowed.
  static final String LABEL = "zstd|zlib";

  @Override
  public Compression convert(String name) {
    return Compression.named(name)
        .filter(compression -> compression != Compression.NONE)
        .orElseThrow(() -> new TypeConversionException(name));
  }
}
