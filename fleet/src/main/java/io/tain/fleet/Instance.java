package io.tain.fleet;

import io.tain.base.InstanceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An instance as it is now.
///
/// @param version what it runs, as people name it
/// @param pid its process, while it has one
/// @param boot how it came up, once it did
/// @param failure why, if it failed
public record Instance(
    InstanceName name,
    String version,
    InstanceState state,
    OptionalLong pid,
    List<PublishedPort> published,
    BackingDisk disk,
    int memoryMib,
    Instant createdAt,
    Optional<Boot> boot,
    Optional<Failure> failure) {
  public Instance {
    published = List.copyOf(published);
  }
}
