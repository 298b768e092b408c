package io.tain.fleet.qemu;

import java.io.IOException;

/// Waits for a guest that goes on printing.
final class SerialGrowth {
  private SerialGrowth() {}

  static void await(FleetFixture fixture, String name, int lengthBytes)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + FleetFixture.PATIENCE.toNanos();
    while (fixture.serial(name).length() < lengthBytes) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("the guest stopped printing: " + fixture.serial(name));
      }
      QemuProcess.pause();
    }
  }
}
