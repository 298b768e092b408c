package io.tain.api;

/// An image in a list, with its newest version that a plain reference can mean.
///
/// @param latest the label of that version; empty when there is none
/// @param virtualSizeBytes of that version; 0 when there is none
public record ImageSummary(
    String name,
    String namespace,
    int versions,
    String latest,
    long virtualSizeBytes,
    String createdAt) {}
