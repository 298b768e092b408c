package io.tain.store.engine;

import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.memory.MemoryBlobStore;
import io.tain.db.TestDatabases;
import io.tain.store.ChunkStoreContract;
import java.io.IOException;
import java.nio.file.Path;

final class MemoryChunkStoreTest extends ChunkStoreContract {
  private final MemoryBlobStore blobs = new MemoryBlobStore();

  @Override
  protected Opened open(Path root) throws IOException {
    StoreHome home =
        StoreHome.open(root, new LocalDurableFiles(), blobs, TestDatabases.sqlite(root));
    return new Opened(home.store(), home.database(), home);
  }
}
