package io.tain.app;

import io.tain.base.InstanceName;
import java.io.IOException;
import java.io.InputStream;

/// Reads the serial console of an instance.
public final class ReadInstanceLog {
  private final Instances instances;

  public ReadInstanceLog(Instances instances) {
    this.instances = instances;
  }

  /// What the guest wrote so far; the caller closes it.
  ///
  /// @throws io.tain.base.TainException `instance.not-found`
  public InputStream run(InstanceName name) throws IOException {
    return instances.fleet().openLog(name);
  }
}
