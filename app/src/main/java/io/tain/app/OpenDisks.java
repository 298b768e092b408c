package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.VersionId;
import io.tain.store.ChunkStore;
import io.tain.store.ManifestPlace;
import io.tain.store.StoredDisk;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Disks of versions that are being read, kept open between reads.
///
/// Safe for concurrent use; at most eight idle disks stay open.
public final class OpenDisks implements AutoCloseable {
  private static final int MAX_IDLE = 8;

  private final Library library;
  private final Map<ManifestPlace, Held> held = new LinkedHashMap<>(16, 0.75f, true);

  public OpenDisks(Library library) {
    this.library = library;
  }

  /// Reads a version's disk, which stays open at least until `reading` returns.
  ///
  /// @throws TainException `version.not-found`, `store.missing`, `store.damaged`
  public <T> T use(Actor actor, VersionId id, Reading<T> reading) throws IOException {
    Held disk = hold(placeOf(actor, id));
    try {
      return reading.of(disk.open(library.store()));
    } finally {
      release(disk);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (Held disk : held.values()) {
      disk.close();
    }
    held.clear();
  }

  /// Asked at each use: a disk may be open for others, or from before its version was hidden.
  private ManifestPlace placeOf(Actor actor, VersionId id) {
    return library
        .database()
        .read(tx -> library.catalog().findVersion(tx, actor.tenant(), id))
        .filter(found -> found.hiddenAt().isEmpty())
        .map(Library::diskOf)
        .orElseThrow(
            () -> TainException.of(ErrorCode.VERSION_NOT_FOUND, "image", "-", "version", id));
  }

  private synchronized Held hold(ManifestPlace place) {
    Held disk = held.computeIfAbsent(place, Held::new);
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
        candidate.close();
      }
    }
  }

  /// What is done with an open disk.
  @FunctionalInterface
  public interface Reading<T> {
    T of(StoredDisk disk) throws IOException;
  }

  /// A disk, opened by its first reader, and how many readers it has now.
  private static final class Held {
    private final ManifestPlace place;

    /// Guarded by this object, so that opening one disk keeps nobody from another.
    private @Nullable StoredDisk disk;

    /// Guarded by the outer object.
    private int users;

    Held(ManifestPlace place) {
      this.place = place;
    }

    synchronized StoredDisk open(ChunkStore store) throws IOException {
      StoredDisk opened = disk;
      if (opened == null) {
        opened = store.open(place);
        disk = opened;
      }
      return opened;
    }

    synchronized void close() throws IOException {
      StoredDisk opened = disk;
      if (opened != null) {
        opened.close();
      }
    }
  }
}
