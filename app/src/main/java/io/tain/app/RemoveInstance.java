package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.InstanceName;
import io.tain.fleet.Instance;
import java.io.IOException;
import java.util.Map;

/// Ends an instance, and removes everything of it.
public final class RemoveInstance {
  private final Instances instances;

  public RemoveInstance(Instances instances) {
    this.instances = instances;
  }

  /// Removes it; returns what it was.
  ///
  /// @throws io.tain.base.TainException `instance.not-found`
  public RunningInstance run(Actor actor, InstanceName name)
      throws IOException, InterruptedException {
    Instance instance = instances.fleet().show(name);
    long fetchedBytes = instances.fetchedBytes(name);
    instances.fleet().remove(name);
    instances.disks().end(Instances.exportName(name));
    instances.record(actor, "instance.remove", name, Map.of());
    return new RunningInstance(instance, fetchedBytes);
  }
}
