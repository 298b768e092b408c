package io.tain.api;

import java.util.List;

/// What a scrub did and found.
///
/// @param complete false when a budget ended it; the next scrub of this level goes on
/// @param readBytes of packs and disks
/// @param versions whose digests were compared
public record ScrubView(
    String level,
    boolean complete,
    long packs,
    long readBytes,
    long versions,
    List<ScrubFindingView> findings) {}
