package io.tain.app;

import io.tain.fleet.Instance;
import java.io.IOException;

/// Finds the instances of an earlier server again, and sees that their disks are served.
public final class RecoverInstances {
  private final Instances instances;

  public RecoverInstances(Instances instances) {
    this.instances = instances;
  }

  /// Serves the disks of instances that run, and no longer those of instances that ended.
  public void run() throws IOException, InterruptedException {
    for (Instance instance : instances.fleet().list()) {
      if (Instances.hasEnded(instance)) {
        instances.disks().end(Instances.exportName(instance.name()));
      }
    }
    instances.disks().recover();
  }
}
