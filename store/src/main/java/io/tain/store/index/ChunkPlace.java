package io.tain.store.index;

import io.tain.store.PackName;

/// Where a chunk is: an entry of a pack's footer.
///
/// @param entry its ordinal
public record ChunkPlace(PackName pack, int entry) {}
