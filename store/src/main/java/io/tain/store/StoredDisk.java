package io.tain.store;

import io.tain.base.Digest;
import io.tain.disk.VirtualDisk;

/// A disk of the store: read lazily, frame by frame, from blobs alone.
///
/// Safe for concurrent use. What is damaged or missing is found where it is read.
public interface StoredDisk extends VirtualDisk {
  /// The fs-verity digest of the disk.
  Digest contentDigest();

  /// What is not a hole.
  long dataBytes();

  /// What was read from the blob store for this disk so far, in bytes.
  long fetchedBytes();
}
