package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.VersionId;
import io.tain.catalog.Version;
import io.tain.store.StoredDisk;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Disks of versions that are being read, kept open between reads.
///
/// Safe for concurrent use; at most eight idle disks stay open.
public final class OpenDisks implements AutoCloseable {
  private static final int MAX_IDLE = 8;

  private final Library library;
  private final Map<VersionId, Held> held = new LinkedHashMap<>(16, 0.75f, true);

  public OpenDisks(Library library) {
    this.library = library;
  }

  /// Reads a version's disk, which stays open at least until `reading` returns.
  ///
  /// @throws TainException `version.not-found`, `store.missing`, `store.damaged`
  public <T> T use(Actor actor, VersionId id, Reading<T> reading) throws IOException {
    Held disk = hold(actor, id);
    try {
      return reading.of(disk.disk);
    } finally {
      release(disk);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (Held disk : held.values()) {
      disk.disk.close();
    }
    held.clear();
  }

  private synchronized Held hold(Actor actor, VersionId id) throws IOException {
    Held disk = held.get(id);
    if (disk == null) {
      disk = new Held(open(actor, id));
      held.put(id, disk);
    }
    disk.users++;
    return disk;
  }

  private synchronized void release(Held disk) throws IOException {
    disk.users--;
    var oldest = held.values().iterator();
    while (held.size() > MAX_IDLE && oldest.hasNext()) {
      Held candidate = oldest.next();
      if (candidate.users == 0) {
        oldest.remove();
        candidate.disk.close();
      }
    }
  }

  private StoredDisk open(Actor actor, VersionId id) throws IOException {
    Version version =
        library
            .database()
            .read(tx -> library.catalog().findVersion(tx, actor.tenant(), id))
            .filter(found -> found.hiddenAt().isEmpty())
            .orElseThrow(
                () -> TainException.of(ErrorCode.VERSION_NOT_FOUND, "image", "-", "version", id));
    return library.store().open(Library.diskOf(version));
  }

  /// What is done with an open disk.
  @FunctionalInterface
  public interface Reading<T> {
    T of(StoredDisk disk) throws IOException;
  }

  /// A disk and how many readers it has now; guarded by the outer object.
  private static final class Held {
    private final StoredDisk disk;
    private int users;

    Held(StoredDisk disk) {
      this.disk = disk;
    }
  }
}
