package io.tain.fleet;

import java.nio.file.Path;

/// Where an instance reads what it has not written: an NBD export on a Unix socket.
///
/// @param socket the socket of the disk host, which may start again at the same path
/// @param sizeBytes what the guest sees, a multiple of 512
public record BackingDisk(Path socket, String exportName, long sizeBytes) {}
