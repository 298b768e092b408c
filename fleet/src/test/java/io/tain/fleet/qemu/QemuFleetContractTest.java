package io.tain.fleet.qemu;

import io.tain.fleet.Fleet;
import io.tain.fleet.FleetContract;
import io.tain.fleet.InstanceSpec;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class QemuFleetContractTest extends FleetContract {
  @TempDir private Path directory;
  private FleetFixture fixture;

  @BeforeEach
  void prepare() throws IOException {
    fixture = new FleetFixture(directory.resolve("home"), GuestDisk.endless());
  }

  @AfterEach
  void removeAll() throws IOException {
    fixture.close();
  }

  @Override
  protected Fleet fleet() {
    return fixture.fleet;
  }

  @Override
  protected InstanceSpec spec(String name) {
    return fixture.spec(name);
  }
}
