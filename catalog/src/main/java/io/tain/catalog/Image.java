package io.tain.catalog;

import java.time.Instant;

/// A named line of versions.
public record Image(ImageKey key, ImageProfile profile, Instant createdAt) {}
