package io.tain.catalog;

import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import io.tain.db.SqlTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What never changes about a version.
///
/// @param id random, never used again
/// @param label unique among the versions of the image that are not hidden
/// @param createdAt kept in whole microseconds
/// @param duration of its import or build, kept in whole milliseconds
/// @param properties free values by name
public record VersionFacts(
    VersionId id,
    ImageKey image,
    VersionLabel label,
    Target target,
    Instant createdAt,
    Duration duration,
    Content content,
    Origin origin,
    Map<String, String> properties) {
  public VersionFacts {
    createdAt = SqlTime.stored(createdAt);
    duration = Duration.ofMillis(duration.toMillis());
    properties = Map.copyOf(properties);
  }
}
