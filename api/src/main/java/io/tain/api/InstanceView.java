package io.tain.api;

import java.util.List;

/// An instance as it is now.
///
/// @param pid of its QEMU; 0 when none runs
public record InstanceView(
    String name,
    String state,
    long pid,
    String image,
    String version,
    List<PublishedPortView> published,
    BootView boot) {}
