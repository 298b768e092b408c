package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Reference;
import io.tain.disk.registry.PartitionTables;
import io.tain.inspect.Inspection;
import io.tain.inspect.Inspector;
import java.io.IOException;

/// Looks inside a version's disk, without mounting it.
public final class InspectVersion {
  private final Library library;
  private final OpenDisks disks;
  private final Inspector inspector;

  public InspectVersion(Library library, OpenDisks disks, Inspector inspector) {
    this.library = library;
    this.disks = disks;
    this.inspector = inspector;
  }

  /// Reads partitions, file systems, the distribution and its packages.
  ///
  /// @throws io.tain.base.TainException as [ShowVersion] does; `store.damaged`
  /// @throws IOException if the store cannot be read; the call may be repeated
  public Inspection run(Actor actor, Reference reference) throws IOException {
    return disks.use(
        actor,
        library.resolve(actor, reference).id(),
        disk -> inspector.inspect(disk, PartitionTables.read(disk)));
  }
}
