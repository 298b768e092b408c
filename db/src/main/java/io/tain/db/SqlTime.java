package io.tain.db;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Times in SQL: RFC 3339 in UTC with six digits of a second, so that texts sort as times do.
public final class SqlTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private SqlTime() {}

  /// The text of a time, such as `2026-11-21T09:30:00.000000Z`.
  public static String text(Instant time) {
    return FORMAT.format(time);
  }

  /// The time that a column holds.
  public static Instant parse(String text) {
    return Instant.parse(text);
  }

  /// The time as the database gives it back: in whole microseconds.
  public static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
