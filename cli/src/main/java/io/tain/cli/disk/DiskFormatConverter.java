package io.tain.cli.disk;

import io.tain.disk.DiskFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a disk format, such as `qcow2`.
public final class DiskFormatConverter implements ITypeConverter<DiskFormat> {
  /// What is allowed.
  public static final String LABEL = "raw|qcow2|vmdk|vhd|vhdx";

  @Override
  public DiskFormat convert(String name) {
    return DiskFormat.named(name).orElseThrow(() -> new TypeConversionException(name));
  }
}
