package io.tain.app;

import io.tain.base.InstanceName;
import java.io.IOException;
import java.util.List;

/// Lists the instances of the home.
public final class ListInstances {
  private final Instances instances;

  public ListInstances(Instances instances) {
    this.instances = instances;
  }

  /// Every instance, by name.
  public List<RunningInstance> run() throws IOException {
    return instances.fleet().list().stream()
        .map(instance -> new RunningInstance(instance, instances.fetchedBytes(instance.name())))
        .toList();
  }

  /// One instance.
  ///
  /// @throws io.tain.base.TainException `instance.not-found`
  public RunningInstance run(InstanceName name) throws IOException {
    return new RunningInstance(instances.fleet().show(name), instances.fetchedBytes(name));
  }
}
