package io.tain.nbd;

/// Running totals of a server.
///
/// @param connections accepted ones
/// @param openConnections those open now
/// @param refusedConnections those closed at once because too many were open
/// @param violations connections that ended because the client broke the protocol
/// @param requests requests answered, refusals included
/// @param sentBytes plain bytes sent of all disks, holes not counted
/// @param readErrors reads that a disk failed
public record NbdCounts(
    long connections,
    int openConnections,
    long refusedConnections,
    long violations,
    long requests,
    long sentBytes,
    long readErrors) {}
