package io.tain.server.wiring;

import io.tain.app.GuestDisks;
import io.tain.app.Instances;
import io.tain.app.Library;
import io.tain.base.DurableFiles;
import io.tain.base.Ending;
import io.tain.base.Home;
import io.tain.blob.local.LocalBlobStore;
import io.tain.build.Builder;
import io.tain.build.debian.DebianBuilder;
import io.tain.catalog.sql.SqlCatalog;
import io.tain.crypto.local.LocalKeys;
import io.tain.db.Database;
import io.tain.db.EventLog;
import io.tain.db.jdbc.JdbcDatabases;
import io.tain.db.log.SqlEventLog;
import io.tain.diskhost.control.DiskHostStarter;
import io.tain.diskhost.process.DiskHostProcess;
import io.tain.fleet.Fleet;
import io.tain.fleet.qemu.QemuFleet;
import io.tain.fleet.qemu.QemuTools;
import io.tain.inspect.Inspector;
import io.tain.inspect.system.DiskInspector;
import io.tain.store.ChunkStore;
import io.tain.store.engine.PackStore;
import io.tain.store.read.StoredDisks;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// What the operations work with: the library, the instances, the builder and the inspector.
///
/// @param blobs below the library's store; closed after it
record Engines(
    Library library,
    Instances instances,
    Builder builder,
    Inspector inspector,
    LocalBlobStore blobs)
    implements AutoCloseable {

  static Engines open(Home home, DurableFiles files, InstantSource clock) throws IOException {
    Database database =
        JdbcDatabases.open(
            HomeConfiguration.of(home).database(), List.of(SqlCatalog.SCHEMA, PackStore.SCHEMA));
    var blobs = new LocalBlobStore(home.store(), files);
    EventLog events = new SqlEventLog();
    ChunkStore store =
        PackStore.open(home.store(), surroundings(home, files, clock, database, blobs));
    return new Engines(
        new Library(database, new SqlCatalog(), events, store, clock),
        instances(home, files, clock, database, events),
        new DebianBuilder(home.cache(), files, clock),
        new DiskInspector(),
        blobs);
  }

  @Override
  public void close() throws IOException {
    new Ending()
        .step(library.store()::close)
        .step(blobs::close)
        .step(library.database()::close)
        .finish();
  }

  private static PackStore.Surroundings surroundings(
      Home home, DurableFiles files, InstantSource clock, Database database, LocalBlobStore blobs) {
    var random = new SecureRandom();
    return new PackStore.Surroundings(
        blobs,
        files,
        database,
        new LocalKeys(home.keys(), files, random),
        clock,
        random,
        StoredDisks.Memory.DEFAULT,
        home.cache(),
        Runtime.getRuntime().availableProcessors());
  }

  private static Instances instances(
      Home home, DurableFiles files, InstantSource clock, Database database, EventLog events)
      throws IOException {
    GuestDisks disks = new DiskHostDisks(new DiskHostStarter(home, DiskHostProcess.paths(home)));
    Fleet fleet =
        new QemuFleet(
            home, QemuTools::find, files, disk -> disks.fetchedBytes(disk.exportName()), clock);
    return new Instances(fleet, disks, database, events, clock);
  }
}
