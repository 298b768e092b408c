package io.tain.diskhost.process;

import static java.lang.System.Logger.Level.WARNING;

import io.tain.base.Ending;
import io.tain.diskhost.DiskOpener;
import io.tain.diskhost.DiskUse;
import io.tain.diskhost.ServedDisk;
import io.tain.diskhost.exports.ExportsFile;
import io.tain.nbd.Export;
import io.tain.nbd.ExportUse;
import io.tain.nbd.NbdServer;
import io.tain.store.ManifestPlace;
import io.tain.store.StoredDisk;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The disks that a host serves: opened, exported and written down.
///
/// Safe for concurrent use: one change at a time.
final class ServedDisks implements AutoCloseable {
  private static final System.Logger log = System.getLogger(ServedDisks.class.getName());

  private final DiskOpener opener;
  private final NbdServer shared;
  private final Supplier<NbdServer> servers;
  private final ExportsFile file;
  private final Map<String, Open> open = new LinkedHashMap<>();

  /// What could not be served again: kept, for the next host may be luckier.
  private final Map<String, ServedDisk> unserved = new LinkedHashMap<>();

  ServedDisks(DiskOpener opener, NbdServer shared, Supplier<NbdServer> servers, ExportsFile file) {
    this.opener = opener;
    this.shared = shared;
    this.servers = servers;
    this.file = file;
  }

  /// Serves again what was served before the last end.
  synchronized void restore() throws IOException {
    for (ServedDisk disk : file.read()) {
      try {
        open.put(disk.name(), start(disk));
      } catch (IOException | RuntimeException e) {
        unserved.put(disk.name(), disk);
        log.log(WARNING, "disk is not served again export=" + disk.name(), e);
      }
    }
  }

  synchronized DiskUse add(ServedDisk disk) throws IOException {
    Open known = open.get(disk.name());
    if (known == null) {
      open.put(disk.name(), start(disk));
      unserved.remove(disk.name());
      write();
    } else if (!known.served().place().equals(disk.place())) {
      throw new IllegalStateException("export " + disk.name() + " is another disk");
    }
    return use(disk.name()).orElseThrow();
  }

  synchronized void remove(String name) throws IOException, InterruptedException {
    Open removed = open.remove(name);
    if (unserved.remove(name) != null) {
      write();
    }
    if (removed != null) {
      write();
      removed.server().remove(exportName(removed.served()));
      closeOwn(removed);
      removed.disk().close();
    }
  }

  synchronized Optional<DiskUse> use(String name) {
    return Optional.ofNullable(open.get(name)).map(ServedDisks::use);
  }

  synchronized boolean isEmpty() {
    return open.isEmpty() && unserved.isEmpty();
  }

  /// Everything that it serves, or would if it could.
  synchronized List<ServedDisk> all() {
    return Stream.concat(open.values().stream().map(Open::served), unserved.values().stream())
        .toList();
  }

  @Override
  public synchronized void close() throws IOException {
    var ending = new Ending().step(shared::close);
    for (Open disk : open.values()) {
      ending.step(() -> closeOwn(disk)).step(disk.disk()::close);
    }
    ending.finish();
  }

  private static DiskUse use(Open found) {
    int connections =
        found.server().exports().stream()
            .filter(export -> export.name().equals(exportName(found.served())))
            .mapToInt(ExportUse::openConnections)
            .sum();
    return new DiskUse(
        found.served().name(),
        found.served().ownPort().orElse(0),
        connections,
        found.disk().fetchedBytes());
  }

  private Open start(ServedDisk disk) throws IOException {
    StoredDisk stored = opener.open(ManifestPlace.parse(disk.place()));
    try {
      return offer(disk, stored);
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  private Open offer(ServedDisk disk, StoredDisk stored) throws IOException {
    if (!hasOwnServer(disk)) {
      shared.add(new Export(disk.name(), stored, disk.place()));
      return new Open(disk, stored, shared);
    }
    NbdServer own = servers.get();
    try {
      own.add(new Export("", stored, disk.name()));
      return new Open(listen(disk, own), stored, own);
    } catch (IOException | RuntimeException e) {
      own.close();
      throw e;
    }
  }

  private static ServedDisk listen(ServedDisk disk, NbdServer own) throws IOException {
    if (disk.ownSocket().isPresent()) {
      own.listenOn(disk.ownSocket().get());
      return disk;
    }
    return disk.onPort(own.listenOnLoopback(disk.ownPort().getAsInt()));
  }

  private void closeOwn(Open disk) throws IOException {
    if (hasOwnServer(disk.served())) {
      disk.server().close();
    }
  }

  private static boolean hasOwnServer(ServedDisk disk) {
    return disk.ownSocket().isPresent() || disk.ownPort().isPresent();
  }

  private static String exportName(ServedDisk disk) {
    return hasOwnServer(disk) ? "" : disk.name();
  }

  private void write() throws IOException {
    file.write(all());
  }

  private record Open(ServedDisk served, StoredDisk disk, NbdServer server) {}
}
