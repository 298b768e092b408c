package io.tain.store.engine;

import io.tain.store.ChunkStoreContract;
import java.io.IOException;
import java.nio.file.Path;

final class LocalChunkStoreTest extends ChunkStoreContract {
  @Override
  protected Opened open(Path root) throws IOException {
    StoreHome home = StoreHome.open(root);
    return new Opened(home.store(), home.database(), home);
  }
}
