package io.tain.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class ShownTimeTest {
  @Test
  void in_aZone_isItsDateAndTime() {
    ZoneId zone = ZoneId.of("Asia/Shanghai");

    assertThat(ShownTime.in(zone, "2026-11-21T17:51:49.882960Z"))
        .isEqualTo("2026-11-22 01:51:49 +08:00");
  }

  @Test
  void in_utc_saysSo() {
    assertThat(ShownTime.in(ZoneId.of("UTC"), "2026-11-22T03:51:49Z"))
        .isEqualTo("2026-11-22 03:51:49 +00:00");
  }
}
