package io.tain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class MeasurementTest {
  @Test
  void line_ofSeveralRuns_showsMinMedianAndMax() {
    var measurement = new Measurement("hashing", "MB/s", List.of(3.0, 1.0, 20.26));

    assertThat(measurement.line().strip()).matches("hashing +1\\.0 +3\\.0 +20\\.3 +MB/s");
  }

  @Test
  void throughput_ofWork_countsEachRunButTheFirst() throws Exception {
    var runs = new AtomicInteger();

    Measurement measured =
        new Stopwatch(3).throughput("counting", 1_000_000, runs::incrementAndGet);

    assertThat(measured.values()).hasSize(3).allMatch(value -> value > 0);
    assertThat(runs).hasValue(4);
  }
}
