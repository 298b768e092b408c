package io.tain.store.pack;

import io.tain.store.PackName;

/// Where a base frame was when the delta frame was written; it may have been moved since.
///
/// @param idHigh the first eight bytes of its id
/// @param idLow the second eight bytes
public record HintedBase(PackName pack, int frame, long idHigh, long idLow) {}
