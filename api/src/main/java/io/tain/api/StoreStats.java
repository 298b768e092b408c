package io.tain.api;

/// What the store holds and takes.
///
/// @param dataBytes what is not a hole, over all visible versions
/// @param storedBytes apparent size of every file under `store/`
/// @param catalogBytes apparent size of every file under `catalog/`
public record StoreStats(
    long versions,
    long packs,
    long chunks,
    long virtualSizeBytes,
    long dataBytes,
    long storedBytes,
    long catalogBytes) {}
