package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Reference;
import io.tain.disk.registry.PartitionTables;
import io.tain.inspect.Inspector;
import io.tain.inspect.InstalledPackage;
import java.io.IOException;
import java.util.List;

/// Lists what is installed in a version.
public final class ListPackages {
  private final Library library;
  private final OpenDisks disks;
  private final Inspector inspector;

  public ListPackages(Library library, OpenDisks disks, Inspector inspector) {
    this.library = library;
    this.disks = disks;
    this.inspector = inspector;
  }

  /// The installed packages, by name and architecture; none when no system was found.
  ///
  /// @throws io.tain.base.TainException as [ShowVersion] does; `fs.malformed`
  /// @throws IOException if the store cannot be read; the call may be repeated
  public List<InstalledPackage> run(Actor actor, Reference reference) throws IOException {
    return disks.use(
        actor,
        library.resolve(actor, reference).id(),
        disk -> inspector.packages(disk, PartitionTables.read(disk)));
  }
}
