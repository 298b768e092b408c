package io.tain.diskhost;

import io.tain.store.ManifestPlace;
import io.tain.store.StoredDisk;
import java.io.IOException;

/// Opens disks of the store for reading.
@FunctionalInterface
public interface DiskOpener {
  /// A disk that the caller closes.
  StoredDisk open(ManifestPlace place) throws IOException;
}
