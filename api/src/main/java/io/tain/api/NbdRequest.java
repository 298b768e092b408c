package io.tain.api;

/// Asks for a version over NBD.
///
/// @param socket path of a Unix socket; empty for TCP
/// @param port TCP port on 127.0.0.1; 0 for any free one
/// @param ownerPid process on the server's machine with whose end it is served no longer; 0 when
///     only a request ends it
public record NbdRequest(String reference, String socket, int port, long ownerPid) {}
