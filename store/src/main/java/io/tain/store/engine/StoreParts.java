package io.tain.store.engine;

import io.tain.blob.BlobStore;
import io.tain.store.index.ChunkIndex;
import io.tain.store.pack.FrameEncoder;
import io.tain.store.pack.PackFooters;
import io.tain.store.read.StoredDisks;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What the store is made of; all of it is safe for concurrent use.
///
/// @param directory `store/` of the home
record StoreParts(
    Path directory,
    BlobStore blobs,
    SqlPacks packs,
    ChunkIndex index,
    StoredDisks disks,
    FrameEncoder encoder,
    Workers workers,
    RandomGenerator random,
    InstantSource clock) {
  PackFooters footers() {
    return disks.footers();
  }
}
