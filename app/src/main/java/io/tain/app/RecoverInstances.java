package io.tain.app;

import static java.lang.System.Logger.Level.WARNING;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.fleet.BackingDisk;
import io.tain.fleet.Instance;
import io.tain.store.ManifestPlace;
import java.io.IOException;

/// Finds the instances of an earlier server again, and sees that their disks are served.
public final class RecoverInstances {
  private static final System.Logger log = System.getLogger(RecoverInstances.class.getName());

  private final Instances instances;

  public RecoverInstances(Instances instances) {
    this.instances = instances;
  }

  /// Serves the disks of instances that run, and no longer those of instances that ended.
  public void run() throws IOException, InterruptedException {
    for (Instance instance : instances.fleet().list()) {
      try {
        recover(instance);
      } catch (IOException | RuntimeException e) {
        log.log(WARNING, "the disk may stall instance=" + instance.name(), e);
      }
    }
    instances.disks().recover();
  }

  private void recover(Instance instance) throws IOException, InterruptedException {
    if (!instance.disk().isKnown()) {
      return; // the disk host has noted what it served, and goes on
    }
    if (Instances.hasEnded(instance)) {
      instances.disks().end(Instances.exportName(instance.name()));
    } else {
      serve(instance);
    }
  }

  /// Once more, for whoever served it may have forgotten: what is served already stays so.
  private void serve(Instance instance) throws IOException, InterruptedException {
    BackingDisk disk = instance.disk();
    instances.disks().serve(disk.exportName(), ManifestPlace.parse(disk.place()), disk.sizeBytes());
    if (isGone(instance)) {
      instances.disks().end(disk.exportName());
    }
  }

  private boolean isGone(Instance instance) throws IOException {
    try {
      return Instances.hasEnded(instances.fleet().show(instance.name()));
    } catch (TainException e) {
      if (e.code() == ErrorCode.INSTANCE_NOT_FOUND) {
        return true;
      }
      throw e;
    }
  }
}
