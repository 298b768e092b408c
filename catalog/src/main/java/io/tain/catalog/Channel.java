package io.tain.catalog;

import io.tain.base.ChannelName;
import io.tain.base.VersionId;
import java.time.Instant;

/// A movable name for a version of an image, as it stood at one revision.
///
/// @param revision 1 when it was made, one more with each move
/// @param movedAt when it came to name this version
public record Channel(
    ImageKey image, ChannelName name, long revision, VersionId version, Instant movedAt) {}
