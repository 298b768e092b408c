package io.tain.store.pack;

import io.tain.store.ChunkId;

/// One chunk, or one object, inside a frame.
///
/// @param lengthBytes its plain bytes
public record ChunkEntry(ChunkId id, int lengthBytes) {}
