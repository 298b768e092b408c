package io.tain.catalog;

/// A version to add.
///
/// @param profile of the image, if this is its first version; else the image keeps its own
public record NewVersion(VersionFacts facts, ImageProfile profile) {}
