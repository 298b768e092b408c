package io.tain.store.engine;

import io.tain.base.DurableFiles;
import io.tain.store.format.StoreFormat;
import java.io.IOException;
import java.nio.file.Path;

/// The file that says which features the store uses, while the store is open for writing.
///
/// Safe for concurrent use.
final class FormatFile {
  private final Path store;
  private final DurableFiles files;
  private StoreFormat format;

  private FormatFile(Path store, DurableFiles files, StoreFormat format) {
    this.store = store;
    this.files = files;
    this.format = format;
  }

  /// Writes the file of a new store, or checks that of an old one.
  static FormatFile open(Path store, DurableFiles files) throws IOException {
    return new FormatFile(store, files, StoreFormat.createOrCheck(store, files));
  }

  /// Makes it durable that packs may hold delta frames.
  synchronized void allowDeltaFrames() throws IOException {
    format = format.withDeltaFrames(store, files);
  }
}
