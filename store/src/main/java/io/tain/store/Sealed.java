package io.tain.store;

import io.tain.base.Digest;

/// A disk whose bytes are durable in packs.
///
/// @param place where its manifest lies
/// @param contentDigest the fs-verity digest of the disk, which the store computed itself
/// @param dataBytes what is not a hole
/// @param newBytes plain bytes of the chunks that this import added
/// @param storedBytes of the frames that the disk uses, each once
/// @param addedBytes growth of `store/` by this import
public record Sealed(
    ManifestPlace place,
    Digest contentDigest,
    long virtualSizeBytes,
    long dataBytes,
    long newBytes,
    long storedBytes,
    long addedBytes) {}
