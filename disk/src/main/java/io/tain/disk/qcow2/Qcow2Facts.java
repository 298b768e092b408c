package io.tain.disk.qcow2;

/// What a qcow2 file says about itself and its tables prove.
///
/// @param clusterBytes the unit of allocation
/// @param compression of its compressed clusters: `zlib` or `zstd`
/// @param compressedClusters how many there are
/// @param dataBytes how much of the disk is held, before compression
/// @param snapshots inside the file; their bytes are not part of the disk
/// @param isDirty true when the file was not closed; its reference counts, which nobody reads here,
///     may be wrong
public record Qcow2Facts(
    int version,
    long virtualSizeBytes,
    long clusterBytes,
    String compression,
    long compressedClusters,
    long dataBytes,
    long snapshots,
    boolean isDirty) {}
