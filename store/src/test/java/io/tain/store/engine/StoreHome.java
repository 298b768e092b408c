package io.tain.store.engine;

import io.tain.base.DurableFiles;
import io.tain.base.local.LocalDurableFiles;
import io.tain.blob.BlobStore;
import io.tain.blob.local.LocalBlobStore;
import io.tain.crypto.local.LocalKeys;
import io.tain.db.Database;
import io.tain.db.DatabasePlace;
import io.tain.db.TestDatabases;
import io.tain.store.read.StoredDisks;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/// A store with everything that it stands on, for tests.
///
/// @param directory `store/`
public record StoreHome(Path directory, BlobStore blobs, Database database, PackStore store)
    implements AutoCloseable {
  /// A home in `root`: blobs in files, SQLite.
  public static StoreHome open(Path root) throws IOException {
    return open(root, new LocalDurableFiles());
  }

  /// A home in `root` whose durable writes go through `files`.
  public static StoreHome open(Path root, DurableFiles files) throws IOException {
    Path directory = root.resolve("store");
    return open(root, files, new LocalBlobStore(directory, files), TestDatabases.sqlite(root));
  }

  /// A home in `root` with blobs and a database of the caller's choice.
  public static StoreHome open(
      Path root, DurableFiles files, BlobStore blobs, DatabasePlace database) throws IOException {
    Path directory = root.resolve("store");
    var random = new SecureRandom();
    Database opened = TestDatabases.open(database, PackStore.SCHEMA);
    try {
      var surroundings =
          new PackStore.Surroundings(
              blobs,
              files,
              opened,
              new LocalKeys(root.resolve("keys"), files, random),
              InstantSource.system(),
              random,
              StoredDisks.Memory.DEFAULT,
              root.resolve("cache"),
              2);
      return new StoreHome(directory, blobs, opened, PackStore.open(directory, surroundings));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// Imports into this store.
  public Importer importer() {
    return new Importer(store, database);
  }

  @Override
  public void close() throws IOException {
    store.close();
    database.close();
  }
}
