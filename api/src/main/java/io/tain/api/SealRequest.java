package io.tain.api;

/// Ends an import; its body is followed by nothing: the block map went with the chunks.
///
/// @param contentDigest what the client computed, to be compared; empty when it did not
public record SealRequest(String contentDigest) {}
