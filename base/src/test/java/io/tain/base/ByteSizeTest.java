package io.tain.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 0.98 KiB",
    "1024, 1.00 KiB",
    "549453824, 524 MiB",
    "1610612736, 1.50 GiB",
    "10737418240, 10.0 GiB",
    "9223372036854775807, 8192 PiB"
  })
  void text_ofBytes_hasThreeDigits(long sizeBytes, String expected) {
    assertThat(ByteSize.text(sizeBytes)).isEqualTo(expected);
  }
}
