package io.tain.app;

import io.tain.base.InstanceName;
import io.tain.fleet.ConsoleLog;
import java.io.IOException;

/// Reads the serial console of an instance.
public final class ReadInstanceLog {
  private final Instances instances;

  public ReadInstanceLog(Instances instances) {
    this.instances = instances;
  }

  /// What the guest wrote last.
  ///
  /// @throws io.tain.base.TainException `instance.not-found`
  public ConsoleLog run(InstanceName name) throws IOException {
    return instances.fleet().log(name);
  }
}
