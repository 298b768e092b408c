package io.tain.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An instance as it is now.
///
/// @param pid of its QEMU; 0 when none runs
/// @param problem why it failed; null unless it did
public record InstanceView(
    String name,
    String state,
    long pid,
    String image,
    String version,
    List<PublishedPortView> published,
    BootView boot,
    @Nullable Problem problem) {}
