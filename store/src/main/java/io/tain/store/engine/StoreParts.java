package io.tain.store.engine;

import io.tain.blob.BlobStore;
import io.tain.crypto.Domain;
import io.tain.store.PackName;
import io.tain.store.index.ChunkIndex;
import io.tain.store.pack.FrameEncoder;
import io.tain.store.pack.PackFooters;
import io.tain.store.read.StoredDisks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What the store is made of; all of it is safe for concurrent use.
///
/// @param directory `store/` of the home
/// @param format of the store
record StoreParts(
    Path directory,
    FormatFile format,
    BlobStore blobs,
    SqlPacks packs,
    ChunkIndex index,
    StoredDisks disks,
    LikenessIndexes bases,
    FrameEncoder encoder,
    Workers workers,
    RandomGenerator random,
    InstantSource clock) {
  PackFooters footers() {
    return disks.footers();
  }

  /// True when frames of a pack may be bases of frames of a domain.
  boolean mayBeBase(PackName pack, Domain domain) throws IOException {
    Domain found = footers().reader().domain(pack);
    return index.isLive(pack) && (found.equals(domain) || found.equals(Domain.PUBLIC));
  }
}
