package io.tain.blob.memory;

/// What can go wrong with a blob.
public enum BlobFault {
  /// The write fails and nothing is stored.
  WRITE_LOST,
  /// The blob is stored, but the write is reported as failed.
  WRITE_LANDED,
  /// The read fails; nothing is known about the blob.
  READ_FAILS,
  /// The blob is answered as if it were not there.
  MISSING,
  /// The blob is answered as if its second half were not there.
  SHORT
}
