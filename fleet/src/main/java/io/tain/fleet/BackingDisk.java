package io.tain.fleet;

import java.nio.file.Path;

/// Where an instance reads what it has not written: an NBD export on a Unix socket.
///
/// @param socket the socket of the disk host, which may start again at the same path
/// @param place where the store has it, for who has to serve it again
/// @param sizeBytes what the guest sees, a multiple of 512
public record BackingDisk(Path socket, String exportName, String place, long sizeBytes) {
  /// The disk of an instance whose notes cannot be read.
  public static final BackingDisk UNKNOWN = new BackingDisk(Path.of(""), "", "", 0);

  /// False when nobody can say what the instance reads.
  public boolean isKnown() {
    return !equals(UNKNOWN);
  }
}
