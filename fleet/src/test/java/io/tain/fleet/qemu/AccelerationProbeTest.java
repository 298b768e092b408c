package io.tain.fleet.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.local.LocalDurableFiles;
import io.tain.base.local.ProcessStart;
import io.tain.fleet.Acceleration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class AccelerationProbeTest {
  @TempDir private Path directory;

  @Test
  void runs_softwareEmulation_reachesTheBootMenu() throws Exception {
    assertThat(probe().runs("tcg", Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void runs_unknownAccelerator_isFalse() throws Exception {
    assertThat(probe().runs("nothing", Duration.ofSeconds(60))).isFalse();
  }

  @Test
  void find_thisHost_isWhatATrialSays() throws Exception {
    Acceleration found = probe().find();

    Acceleration trial =
        probe().runs("kvm", Duration.ofSeconds(3)) ? Acceleration.KVM : Acceleration.TCG;
    assertThat(found).isEqualTo(trial);
  }

  @Test
  void find_cachedInThisBoot_isNotTriedAgain() throws Exception {
    boolean device = Files.isWritable(Path.of("/dev/kvm"));
    Files.writeString(
        directory.resolve("acceleration"),
        ProcessStart.currentBootId() + " " + QemuTools.find().qemu() + " kvm");

    assertThat(probe().find()).isEqualTo(device ? Acceleration.KVM : Acceleration.TCG);
  }

  private AccelerationProbe probe() {
    return new AccelerationProbe(QemuTools.find(), directory, new LocalDurableFiles());
  }
}
