package io.tain.cli.disk;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a file to write. `-` is none: disk files are not written from start to end, so
/// that standard output cannot take one; a file of that name is `./-`.
public final class NewFileConverter implements ITypeConverter<Path> {
  @Override
  public Path convert(String name) {
    if (name.equals("-")) {
      throw new TypeConversionException(name);
    }
    return Path.of(name);
  }
}
