package io.tain.fleet;

import java.io.IOException;

/// Says what an instance's disk has cost so far.
@FunctionalInterface
public interface FetchCounter {
  /// Bytes read from the blob store for this disk since it was exported.
  ///
  /// @throws IOException if the disk host does not answer; may be asked again
  long fetchedBytes(BackingDisk disk) throws IOException;
}
