package io.tain.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.base.InstanceName;
import io.tain.base.TainException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MemoryFleetTest extends FleetContract {
  private final MemoryFleet fleet = new MemoryFleet();

  @Override
  protected Fleet fleet() {
    return fleet;
  }

  @Override
  protected InstanceSpec spec(String name) {
    var disk = new BackingDisk(Path.of("/nowhere.sock"), "web", "", 1 << 20);
    return InstanceSpec.of(new InstanceName(name), "web@1", disk, Instant.EPOCH)
        .withWait(new WaitCondition.Serial("up"), Duration.ofMinutes(1));
  }

  @Test
  void plannedFailure_isThrownAndKept() {
    fleet.failNextStart(
        TainException.of(ErrorCode.INSTANCE_FAILED, "instance", "a", "reason", "planned"));

    assertCode(() -> fleet.start(spec("a")), ErrorCode.INSTANCE_FAILED);

    assertThat(fleet.show(new InstanceName("a")).state()).isEqualTo(InstanceState.FAILED);
  }
}
