package io.tain.server.wiring;

import static java.lang.System.Logger.Level.WARNING;

import io.tain.app.BeginImport;
import io.tain.app.BuildVersion;
import io.tain.app.CompareVersions;
import io.tain.app.DeleteVersion;
import io.tain.app.ExportToFile;
import io.tain.app.ImportLocalFile;
import io.tain.app.InspectVersion;
import io.tain.app.Instances;
import io.tain.app.Library;
import io.tain.app.ListImages;
import io.tain.app.ListInstances;
import io.tain.app.ListPackages;
import io.tain.app.MeasureStore;
import io.tain.app.OpenDisks;
import io.tain.app.ReadInstanceLog;
import io.tain.app.RecogniseSystem;
import io.tain.app.RecoverInstances;
import io.tain.app.RemoveInstance;
import io.tain.app.ScrubStore;
import io.tain.app.SealImport;
import io.tain.app.ServeDisk;
import io.tain.app.ShowVersion;
import io.tain.app.StartInstance;
import io.tain.app.StopInstance;
import io.tain.base.Actor;
import io.tain.base.DurableFiles;
import io.tain.base.Ending;
import io.tain.base.Fault;
import io.tain.base.Home;
import io.tain.base.TainException;
import io.tain.db.Event;
import io.tain.db.Fact;
import io.tain.server.http.Routes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/// Every operation of a home, with the engines below them; closed by the server.
public final class Operations implements AutoCloseable {
  /// The largest disk that is taken: 64 TiB.
  private static final long MAX_VIRTUAL_SIZE_BYTES = 1L << 46;

  private static final Duration WATCH_PAUSE = Duration.ofSeconds(2);
  private static final System.Logger log = System.getLogger(Operations.class.getName());

  private final Engines engines;
  private final OpenDisks disks;
  private final ImageRoutes images;
  private final ImportRoutes imports;
  private final LocalFileRoutes localFiles;
  private final BuildRoutes builds;
  private final InstanceRoutes instanceRoutes;
  private final NbdRoutes nbd;
  private final Thread watch = Thread.ofVirtual().unstarted(this::keepDiskHost);

  private Operations(Home home, Engines engines) {
    Library library = engines.library();
    Instances instances = engines.instances();
    this.engines = engines;
    this.disks = new OpenDisks(library);
    var packages = new ListPackages(library, disks, engines.inspector());
    this.images =
        new ImageRoutes(
            new ListImages(library),
            new ShowVersion(library),
            new InspectVersion(library, disks, engines.inspector()),
            packages,
            new CompareVersions(packages),
            new DeleteVersion(library),
            new MeasureStore(library, home));
    var begin = new BeginImport(library, MAX_VIRTUAL_SIZE_BYTES);
    var seal =
        new SealImport(
            library, new RecogniseSystem(library.store(), engines.inspector()), UUID::randomUUID);
    this.imports = new ImportRoutes(begin, seal, library.store());
    this.localFiles =
        new LocalFileRoutes(new ImportLocalFile(library, begin, seal), new ExportToFile(disks));
    this.builds = new BuildRoutes(new BuildVersion(library, engines.builder(), begin, seal, home));
    this.instanceRoutes =
        new InstanceRoutes(
            new StartInstance(library, instances),
            new ListInstances(instances),
            new ReadInstanceLog(instances),
            new StopInstance(instances),
            new RemoveInstance(instances));
    this.nbd = new NbdRoutes(new ServeDisk(library, instances.disks(), UUID::randomUUID));
  }

  /// Opens everything in a home, and finds its instances again.
  public static Operations open(Home home, DurableFiles files, InstantSource clock)
      throws IOException {
    var operations = new Operations(home, Engines.open(home, files, clock));
    operations.recover();
    operations.watch.start();
    return operations;
  }

  /// Binds every endpoint to its operation.
  public void addRoutes(Routes routes) {
    images.add(routes);
    imports.add(routes);
    localFiles.add(routes);
    new DiskRoutes(disks).add(routes);
    builds.add(routes);
    instanceRoutes.add(routes);
    nbd.add(routes);
    new ScrubRoutes(new ScrubStore(engines.library())).add(routes);
  }

  /// Writes down that something was asked for in vain.
  public void refused(String action, String path, TainException refusal) {
    var fact =
        new Fact(
            Actor.OWNER.tenant(), action, "path:" + path, Map.of("code", refusal.code().text()));
    Library library = engines.library();
    library
        .database()
        .transact(
            tx -> {
              library
                  .events()
                  .append(tx, Event.refused(library.clock().instant(), Actor.OWNER, fact));
              return fact;
            });
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    new Ending().step(disks::close).step(engines::close).finish();
  }

  /// Starts the disk host again when it ended although it had disks to serve.
  private void keepDiskHost() {
    var fault = new Fault(log, "the disk host was not started again; guests may stall");
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(WATCH_PAUSE);
        if (engines.instances().disks().areDown()) {
          new RecoverInstances(engines.instances()).run();
        }
        fault.ended();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException | RuntimeException e) {
        fault.because(e);
      }
    }
  }

  private void recover() throws IOException {
    try {
      new RecoverInstances(engines.instances()).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.log(WARNING, "instances were not recovered; their disks may stall", e);
    }
  }
}
