package io.tain.api;

/// A partition of a disk and what is in it.
///
/// @param fileSystem its type, such as `ext4`, or `unknown`
public record PartitionView(
    int number,
    long offsetBytes,
    long sizeBytes,
    String type,
    String name,
    String fileSystem,
    String label) {}
