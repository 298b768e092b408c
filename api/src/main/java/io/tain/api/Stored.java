package io.tain.api;

/// A version that has just been stored.
///
/// @param newBytes plain bytes of the chunks that this import added
/// @param storedBytes growth of `store/`
/// @param unchanged true when the version existed already and nothing was built
public record Stored(
    String id,
    String image,
    String version,
    String contentDigest,
    long virtualSizeBytes,
    long dataBytes,
    long newBytes,
    long storedBytes,
    double durationSeconds,
    boolean unchanged) {}
