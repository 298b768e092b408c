package io.tain.store;

/// What the store holds and takes.
///
/// @param packs that versions may use
/// @param chunks in those packs
/// @param chunkBytes plain bytes of those chunks
/// @param storedBytes apparent size of every file under `store/`
public record StoreStatistics(long packs, long chunks, long chunkBytes, long storedBytes) {}
