package io.tain.api;

import java.util.List;

/// What the second of two versions has that the first has not, and the other way round.
public record VersionDiffView(
    List<PackageView> added, List<PackageView> removed, List<PackageChange> changed) {}
