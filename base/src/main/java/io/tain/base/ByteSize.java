package io.tain.base;

import java.util.List;
import java.util.Locale;

/// Sizes as people read them: KiB, MiB, GiB, with three digits that mean something.
public final class ByteSize {
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  private ByteSize() {}

  /// For example `524 MiB` for 549,453,824 bytes, `1.50 GiB` for 1,610,612,736.
  ///
  /// @param sizeBytes in bytes, `>= 0`
  public static String text(long sizeBytes) {
    double value = sizeBytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.size() - 1) {
      value /= 1024;
      unit++;
    }
    String pattern =
        unit == 0 || value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
    return String.format(Locale.ROOT, pattern, value, UNITS.get(unit));
  }
}
