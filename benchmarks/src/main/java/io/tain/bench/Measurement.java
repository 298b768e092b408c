package io.tain.bench;

import java.util.List;
import java.util.Locale;

/// One figure, with how much it varied.
///
/// @param name what was measured, in lower case
/// @param unit of the values, such as `MB/s` (1 MB is a million bytes)
/// @param values one for each run, at least one
public record Measurement(String name, String unit, List<Double> values) {
  public Measurement {
    values = values.stream().sorted().toList();
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no run of " + name);
    }
  }

  public double min() {
    return values.getFirst();
  }

  /// The value in the middle; the lower one of two.
  public double median() {
    return values.get((values.size() - 1) / 2);
  }

  public double max() {
    return values.getLast();
  }

  /// One line of a table.
  public String line() {
    return String.format(
        Locale.ROOT, "%-36s %10.1f %10.1f %10.1f  %s%n", name, min(), median(), max(), unit);
  }

  /// The head of the table.
  public static String header() {
    return String.format(Locale.ROOT, "%-36s %10s %10s %10s%n", "", "min", "median", "max");
  }
}
