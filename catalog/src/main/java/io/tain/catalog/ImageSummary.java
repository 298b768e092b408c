package io.tain.catalog;

/// An image in a list.
///
/// @param versionCount its versions that are not hidden, `>= 1`
/// @param newest the one added last of these
public record ImageSummary(Image image, int versionCount, Version newest) {}
