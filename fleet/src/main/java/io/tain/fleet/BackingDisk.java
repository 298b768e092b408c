package io.tain.fleet;

import java.nio.file.Path;

/// Where an instance reads what it has not written: an NBD export on a Unix socket.
///
/// @param socket the socket of the disk host, which may start again at the same path
/// @param place where the store has it, for who has to serve it again
/// @param sizeBytes what the guest sees, a multiple of 512
public record BackingDisk(Path socket, String exportName, String place, long sizeBytes) {}
