package io.tain.api;

/// A version as its image shows it.
///
/// @param version its label
/// @param dataBytes what is not a hole
/// @param newBytes plain bytes of the chunks that its import added
/// @param storedBytes of the frames that it uses, each once
public record VersionView(
    String id,
    String image,
    String namespace,
    String version,
    String state,
    String source,
    String architecture,
    String contentDigest,
    long virtualSizeBytes,
    long dataBytes,
    long newBytes,
    long storedBytes,
    String createdAt) {}
