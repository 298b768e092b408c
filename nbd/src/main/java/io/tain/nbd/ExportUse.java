package io.tain.nbd;

/// An export and what its clients did with it.
///
/// @param openConnections clients that have it open now
/// @param sentBytes plain bytes that were sent of it, holes not counted
/// @param readErrors reads that its disk failed
public record ExportUse(
    String name, long sizeBytes, int openConnections, long sentBytes, long readErrors) {}
