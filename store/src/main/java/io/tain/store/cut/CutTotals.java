package io.tain.store.cut;

/// What a disk was cut into.
///
/// @param chunkCount how many cuts were given to the consumer
/// @param dataBytes bytes of the disk that lie in chunks
/// @param holeBytes bytes of the disk that are zeros and lie in no chunk
public record CutTotals(long chunkCount, long dataBytes, long holeBytes) {}
