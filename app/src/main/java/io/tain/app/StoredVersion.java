package io.tain.app;

import io.tain.catalog.Version;

/// A version and what storing it cost.
///
/// @param addedBytes growth of the store
/// @param unchanged true when the version was there already and nothing was stored
public record StoredVersion(Version version, long addedBytes, boolean unchanged) {}
