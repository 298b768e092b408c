package io.tain.fleet.qemu;

import io.tain.base.Home;
import io.tain.base.InstanceName;
import io.tain.base.local.LocalDurableFiles;
import io.tain.base.local.ProcessStart;
import io.tain.base.local.SocketPaths;
import io.tain.disk.VirtualDisk;
import io.tain.fleet.BackingDisk;
import io.tain.fleet.Instance;
import io.tain.fleet.InstanceSpec;
import io.tain.fleet.WaitCondition;
import io.tain.nbd.Export;
import io.tain.nbd.socket.SocketNbdServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// A home with a disk server, and a fleet whose guests start from SeaBIOS, in a second or so.
final class FleetFixture implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Path SEABIOS = Path.of("/usr/share/seabios/bios-256k.bin");
  private static final Shutdown SHUTDOWN =
      new Shutdown(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(10));

  final Home home;
  final InstantSource clock = InstantSource.system();
  final QemuFleet fleet;
  private final VirtualDisk disk;
  private final Path socket;
  private SocketNbdServer server = new SocketNbdServer();

  FleetFixture(Path root, VirtualDisk disk) throws IOException {
    this.home = new Home(root).create();
    this.disk = disk;
    this.socket = home.instances().resolve("disks.sock");
    String boot = ProcessStart.currentBootId() + " " + tools().qemu() + " tcg";
    Files.writeString(home.cache().resolve("acceleration"), boot);
    startServer();
    this.fleet = newFleet();
  }

  /// The fleet as another server on the same home has it.
  QemuFleet newFleet() {
    var files = new LocalDurableFiles();
    var launcher = new Launcher(home, FleetFixture::tools, files, clock);
    return new QemuFleet(home, files, launcher, SHUTDOWN, _ -> 4096);
  }

  private static QemuTools tools() {
    return new QemuTools(Path.of("/usr/bin/qemu-system-x86_64"), SEABIOS);
  }

  void startServer() throws IOException {
    server = new SocketNbdServer();
    server.add(new Export("guest", disk, ""));
    server.listenOn(new SocketPaths().shorten(socket));
  }

  void stopServer() throws IOException {
    server.close();
  }

  SocketNbdServer server() {
    return server;
  }

  /// A guest with little memory that is waited for until it greets.
  InstanceSpec spec(String name) {
    var backing = new BackingDisk(socket, "guest", "", disk.sizeBytes());
    return InstanceSpec.of(new InstanceName(name), "web@1", backing, clock.instant())
        .withMemoryMib(32)
        .withWait(new WaitCondition.Serial(GuestDisk.GREETING), PATIENCE);
  }

  InstanceDirectory directory(String name) {
    return new InstanceDirectory(home.instances().resolve(name), new LocalDurableFiles());
  }

  QemuProcess process(Instance instance) throws IOException {
    return QemuProcess.of(instance.pid().orElseThrow()).orElseThrow();
  }

  String serial(String name) throws IOException {
    return fleet.log(new InstanceName(name)).text();
  }

  @Override
  public void close() throws IOException {
    try {
      for (Instance instance : fleet.list()) {
        fleet.remove(instance.name());
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      server.close();
    }
  }
}
