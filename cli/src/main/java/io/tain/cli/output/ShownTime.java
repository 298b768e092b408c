package io.tain.cli.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// A time as people read it: in their zone, in whole seconds, with the distance from UTC.
public final class ShownTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");

  private ShownTime() {}

  /// The time in the zone of this process.
  ///
  /// @param instant RFC 3339, UTC
  public static String of(String instant) {
    return in(ZoneId.systemDefault(), instant);
  }

  static String in(ZoneId zone, String instant) {
    return FORMAT.format(Instant.parse(instant).atZone(zone));
  }
}
