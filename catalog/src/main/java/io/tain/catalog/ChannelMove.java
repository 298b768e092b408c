package io.tain.catalog;

import io.tain.base.ChannelName;
import io.tain.base.VersionId;
import io.tain.db.SqlTime;
import java.time.Instant;
import java.util.Optional;

/// A channel's step to a version, by compare-and-set.
///
/// @param expected the version that it names now; empty if there is no such channel yet
public record ChannelMove(
    ImageKey image, ChannelName name, Optional<VersionId> expected, VersionId to, Instant at) {
  public ChannelMove {
    at = SqlTime.stored(at);
  }
}
