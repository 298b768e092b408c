package io.tain.diskhost;

/// What an export's clients did with it.
///
/// @param port the TCP port of its own; 0 when it has none
/// @param connections clients that have it open now
/// @param fetchedBytes read from the blob store since the host opened the disk
public record DiskUse(String name, int port, int connections, long fetchedBytes) {}
