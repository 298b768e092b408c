package io.tain.app;

import io.tain.catalog.Version;
import java.time.Duration;

/// A version and what storing it cost.
///
/// @param addedBytes growth of the store
/// @param unchanged true when the version was there already and nothing was stored
/// @param took from the arrival of the request, be the version new or not
public record StoredVersion(Version version, long addedBytes, boolean unchanged, Duration took) {
  /// The same, of a request that took so long.
  StoredVersion took(Duration duration) {
    return new StoredVersion(version, addedBytes, unchanged, duration);
  }
}
