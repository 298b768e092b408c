package io.tain.cli.disk;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the number of a partition, or the path of a logical volume, such as `vg/root`.
public final class VolumeNameConverter implements ITypeConverter<String> {
  /// What is allowed.
  public static final String LABEL = "N|GROUP/NAME";

  private static final Pattern ALLOWED = Pattern.compile("[0-9]{1,9}|[^/]+/[^/]+");

  @Override
  public String convert(String name) {
    if (!ALLOWED.matcher(name).matches()) {
      throw new TypeConversionException(name);
    }
    return name;
  }
}
