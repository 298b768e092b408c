package io.tain.api;

import java.util.List;

/// A version, its image and what else that image has.
///
/// @param selected the version that the reference means
/// @param versions newest first
public record ImageView(
    String name,
    String namespace,
    VersionView selected,
    List<VersionView> versions,
    List<ChannelView> channels) {}
