package io.tain.blob;

/// One line of a listing.
///
/// @param sizeBytes in bytes
public record BlobEntry(BlobKey key, long sizeBytes) {}
