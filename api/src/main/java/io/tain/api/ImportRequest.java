package io.tain.api;

import java.util.List;

/// Starts an import.
///
/// @param version the label; empty for today's date, with a number when that is taken
/// @param base a reference whose chunks the client may be told of; empty for the newest version
/// @param gridOrigins where the 4 KiB grid restarts, in bytes, ascending
public record ImportRequest(
    String image, String version, String base, long virtualSizeBytes, List<Long> gridOrigins) {}
