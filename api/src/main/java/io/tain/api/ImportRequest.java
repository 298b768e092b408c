package io.tain.api;

import java.util.List;

/// Starts an import.
///
/// @param version the label; empty for today's date, with a number when that is taken
/// @param base a reference whose chunks the client may be told of; empty for the newest version
/// @param source tells what is imported from everything else: an import of the same source that was
///     interrupted is taken up; at most 128 characters
/// @param gridOrigins where the 4 KiB grid restarts, in bytes, ascending
public record ImportRequest(
    String image,
    String version,
    String base,
    String source,
    long virtualSizeBytes,
    List<Long> gridOrigins) {}
