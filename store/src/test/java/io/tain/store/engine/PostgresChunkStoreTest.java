package io.tain.store.engine;

import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.memory.MemoryBlobStore;
import io.tain.db.DatabasePlace;
import io.tain.db.TestDatabases;
import io.tain.store.ChunkStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class PostgresChunkStoreTest extends ChunkStoreContract {
  private final MemoryBlobStore blobs = new MemoryBlobStore();
  private final DatabasePlace database = TestDatabases.postgres();

  @Override
  protected Opened open(Path root) throws IOException {
    StoreHome home = StoreHome.open(root, new LocalDurableFiles(), blobs, database);
    return new Opened(home.store(), home.database(), home);
  }
}
