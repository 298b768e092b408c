package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Reference;
import io.tain.catalog.Version;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;

/// Serves a version's disk over NBD to whoever asks for it.
public final class ServeDisk {
  private final Library library;
  private final GuestDisks disks;
  private final Supplier<UUID> ids;

  /// Serves disks of the library.
  ///
  /// @param ids random ids for exports
  public ServeDisk(Library library, GuestDisks disks, Supplier<UUID> ids) {
    this.library = library;
    this.disks = disks;
    this.ids = ids;
  }

  /// Serves it until [#end].
  ///
  /// @throws io.tain.base.TainException as [ShowVersion] does; `port.taken`, `file.exists`
  public ServedVersion run(Actor actor, Reference reference, GuestDisks.Listener listener)
      throws IOException, InterruptedException {
    Version version = library.resolve(actor, reference);
    String name = "nbd-" + ids.get();
    String uri = disks.serveAt(name, Library.diskOf(version), listener);
    return new ServedVersion(name, uri, version);
  }

  /// Serves it no longer.
  public void end(String name) throws IOException, InterruptedException {
    disks.end(name);
  }

  /// A version that is served.
  ///
  /// @param name of the export
  public record ServedVersion(String name, String uri, Version version) {}
}
