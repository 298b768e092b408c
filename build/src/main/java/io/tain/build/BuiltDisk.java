package io.tain.build;

import java.nio.file.Path;

/// A disk that was built.
///
/// @param raw the disk, a sparse raw file
/// @param dataBytes what is not a hole
public record BuiltDisk(Path raw, long virtualSizeBytes, long dataBytes, Provenance provenance) {}
