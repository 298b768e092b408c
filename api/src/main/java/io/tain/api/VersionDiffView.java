package io.tain.api;

import java.util.List;

/// What the second of two versions has that the first has not, and the other way round.
///
/// @param unchangedCount packages that both have in one version
public record VersionDiffView(
    List<PackageView> added,
    List<PackageView> removed,
    List<PackageChange> upgraded,
    List<PackageChange> downgraded,
    int unchangedCount) {}
