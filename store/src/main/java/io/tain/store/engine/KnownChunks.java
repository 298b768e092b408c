package io.tain.store.engine;

import io.tain.blob.MissingBlobException;
import io.tain.crypto.Domain;
import io.tain.store.ChunkId;
import io.tain.store.DamagedException;
import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import io.tain.store.index.ChunkFinder;
import io.tain.store.index.ChunkPlace;
import io.tain.store.index.ScratchPlaces;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The chunks that an import need not store: its own, its bases', and equal ones of its domain.
///
/// For one thread.
final class KnownChunks implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(KnownChunks.class.getName());

  private final StoreParts parts;
  private final ChunkFinder finder;
  private final ScratchPlaces own;
  private final ScratchPlaces bases;

  /// Chunks that were sent although the domain had them.
  private final ScratchPlaces reused;

  KnownChunks(StoreParts parts, Path scratch) {
    this.parts = parts;
    this.finder = parts.index().finder();
    this.own = new ScratchPlaces(scratch, "own");
    this.bases = new ScratchPlaces(scratch, "bases");
    this.reused = new ScratchPlaces(scratch, "reused");
  }

  /// The places of what the import writes.
  ScratchPlaces own() {
    return own;
  }

  /// Learns the chunks of a version that the client may read.
  void addBase(ManifestPlace base) throws IOException {
    parts
        .disks()
        .manifest(base)
        .forEachChunk(
            (footer, entry) ->
                bases.put(
                    footer.prefixHigh(entry),
                    footer.prefixLow(entry),
                    new ChunkPlace(footer.pack(), entry)));
  }

  /// Takes over packs that an interrupted import made durable.
  ///
  /// @param adopted is given those that are there
  void adopt(Domain domain, List<PackName> packs, List<PackName> adopted) throws IOException {
    for (PackName pack : packs) {
      try {
        PackFooter footer = parts.footers().get(pack, _ -> {});
        if (holdsOnlyChunks(footer) && parts.footers().reader().domain(pack).equals(domain)) {
          addAll(footer);
          adopted.add(pack);
        } else {
          parts.packs().disown(pack);
        }
      } catch (MissingBlobException _) {
        // Its row was written, the pack never was.
        parts.packs().forget(pack);
      } catch (DamagedException e) {
        parts.packs().disown(pack);
        LOG.log(
            System.Logger.Level.WARNING,
            () ->
                "pack of an interrupted import is damaged, not used pack=%s reason=%s"
                    .formatted(pack, e.getMessage()));
      }
    }
  }

  /// True when the client may be told that the store has this chunk.
  boolean mayTell(ChunkId id) throws IOException {
    return find(own, id).isPresent() || find(bases, id).isPresent();
  }

  /// True when a chunk that was sent is already there; remembers where.
  boolean holdsEqual(ChunkId id) throws IOException {
    if (mayTell(id) || find(reused, id).isPresent()) {
      return true;
    }
    Optional<ChunkPlace> found = finder.find(id);
    if (found.isPresent()) {
      reused.put(id.first(), id.second(), found.get());
    }
    return found.isPresent();
  }

  /// Where a chunk of this import is.
  ///
  /// @throws IllegalStateException if it was never accepted
  ChunkPlace placeOf(ChunkId id) throws IOException {
    for (ScratchPlaces places : List.of(own, bases, reused)) {
      Optional<ChunkPlace> found = find(places, id);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new IllegalStateException("chunk " + id + " was accepted and has no place");
  }

  /// Where an equal object of the domain is.
  Optional<ChunkPlace> findObject(ChunkId id, FrameKind kind) throws IOException {
    Optional<ChunkPlace> found = finder.find(id);
    if (found.isEmpty()) {
      return found;
    }
    PackFooter footer = parts.footers().get(found.get().pack(), _ -> {});
    boolean same = footer.kind(footer.frameOf(found.get().entry())) == kind;
    return same ? found : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    own.close();
    bases.close();
    reused.close();
  }

  /// The whole id is compared as soon as the pack has a footer.
  private Optional<ChunkPlace> find(ScratchPlaces places, ChunkId id) throws IOException {
    Optional<ChunkPlace> found = places.find(id.first(), id.second());
    if (found.isEmpty() || places == own) {
      return found;
    }
    PackFooter footer = parts.footers().get(found.get().pack(), _ -> {});
    return footer.id(found.get().entry()).equals(id) ? found : Optional.empty();
  }

  private void addAll(PackFooter footer) throws IOException {
    for (int entry = 0; entry < footer.entries(); entry++) {
      own.put(
          footer.prefixHigh(entry), footer.prefixLow(entry), new ChunkPlace(footer.pack(), entry));
    }
  }

  private static boolean holdsOnlyChunks(PackFooter footer) {
    for (int frame = 0; frame < footer.frames(); frame++) {
      if (footer.kind(frame) != FrameKind.CHUNKS) {
        return false;
      }
    }
    return true;
  }
}
