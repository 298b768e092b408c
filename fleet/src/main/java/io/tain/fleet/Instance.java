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
/// @param published the ports that are open; none without a process
/// @param mode what runs the guest's instructions
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
    Acceleration mode,
    Instant createdAt,
    Optional<Boot> boot,
    Optional<Failure> failure) {
  public Instance {
    published = List.copyOf(published);
  }
}
