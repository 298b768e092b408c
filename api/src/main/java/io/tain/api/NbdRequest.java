package io.tain.api;

/// Asks for a version over NBD.
///
/// @param socket path of a Unix socket; empty for TCP
/// @param port TCP port on 127.0.0.1; 0 for any free one
public record NbdRequest(String reference, String socket, int port) {}
