package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.InstanceName;
import io.tain.fleet.Instance;
import java.io.IOException;
import java.util.Map;

/// Ends an instance, and keeps what it wrote.
public final class StopInstance {
  private final Instances instances;

  public StopInstance(Instances instances) {
    this.instances = instances;
  }

  /// Asks the guest to shut down; ends it when it does not.
  ///
  /// @throws io.tain.base.TainException `instance.not-found`
  public RunningInstance run(Actor actor, InstanceName name)
      throws IOException, InterruptedException {
    long fetchedBytes = instances.fetchedBytes(name);
    Instance stopped = instances.fleet().stop(name);
    instances.disks().end(Instances.exportName(name));
    instances.record(actor, "instance.stop", name, Map.of());
    return new RunningInstance(stopped, fetchedBytes);
  }
}
