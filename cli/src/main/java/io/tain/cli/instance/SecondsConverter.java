package io.tain.cli.instance;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/// Reads a time such as `300s` or `5m`; a bare number counts seconds.
final class SecondsConverter implements ITypeConverter<Duration> {
  private static final int SECONDS_PER_MINUTE = 60;

  @Override
  public Duration convert(String text) {
    if (text.endsWith("m")) {
      return seconds(text.substring(0, text.length() - 1), SECONDS_PER_MINUTE);
    }
    return seconds(text.endsWith("s") ? text.substring(0, text.length() - 1) : text, 1);
  }

  private static Duration seconds(String number, int unitSeconds) {
    long count = Long.parseLong(number);
    if (count <= 0) {
      throw new IllegalArgumentException(number);
    }
    return Duration.ofSeconds(Math.multiplyExact(count, unitSeconds));
  }
}
