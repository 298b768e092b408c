package io.tain.server.wiring;

import static java.lang.System.Logger.Level.DEBUG;

import io.tain.app.GuestDisks;
import io.tain.diskhost.DiskOwner;
import io.tain.diskhost.DiskUse;
import io.tain.diskhost.ServedDisk;
import io.tain.diskhost.control.DiskHostStarter;
import io.tain.fleet.BackingDisk;
import io.tain.store.ManifestPlace;
import java.io.IOException;
import java.util.Optional;

/// Guests' disks in the disk host of the home, which is started when it is needed.
final class DiskHostDisks implements GuestDisks {
  private static final System.Logger log = System.getLogger(DiskHostDisks.class.getName());

  private final DiskHostStarter host;

  DiskHostDisks(DiskHostStarter host) {
    this.host = host;
  }

  @Override
  public BackingDisk serve(String name, ManifestPlace place, long sizeBytes)
      throws IOException, InterruptedException {
    add(ServedDisk.shared(name, place.toString()));
    return new BackingDisk(host.nbdSocket(), name, place.toString(), sizeBytes);
  }

  @Override
  public String serveAt(String name, ManifestPlace place, Listener listener)
      throws IOException, InterruptedException {
    Optional<String> socket = listener.socket().map(path -> path.toAbsolutePath().toString());
    var disk =
        new ServedDisk(
            name,
            place.toString(),
            socket.orElse(null),
            socket.isPresent() ? null : (Integer) listener.port(),
            listener.ownerPid().map(DiskOwner::of).orElse(null));
    DiskUse use = add(disk);
    return socket.isPresent()
        ? "nbd+unix:///?socket=" + socket.get()
        : "nbd://127.0.0.1:" + use.port();
  }

  private DiskUse add(ServedDisk disk) throws IOException, InterruptedException {
    try {
      return host.running().add(disk);
    } catch (IOException e) {
      // Somebody else has just taken away its last disk: it ends while it is asked.
      log.log(DEBUG, () -> "disk host is asked again export=" + disk.name());
      return host.running().add(disk);
    }
  }

  @Override
  public void end(String name) throws IOException, InterruptedException {
    try {
      if (host.client().answers() || host.hasDisks()) {
        host.running().remove(name);
        return;
      }
    } catch (IOException e) {
      // Somebody else has just taken away its last disk: it ends while it is asked.
      if (host.hasDisks()) {
        throw e;
      }
    }
    log.log(DEBUG, () -> "disk host has ended already export=" + name);
  }

  @Override
  public long fetchedBytes(String name) throws IOException {
    return host.client().answers() ? host.client().fetchedBytes(name) : 0;
  }

  @Override
  public boolean areDown() throws IOException {
    return host.hasDisks() && !host.client().answers();
  }

  @Override
  public void recover() throws IOException, InterruptedException {
    if (host.hasDisks()) {
      host.running();
    }
  }
}
