package io.tain.diskhost;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A disk that the host serves: on its own socket for instances, or where a user asked for it.
///
/// @param name of the export, unique in the host
/// @param place where the disk's manifest lies, as the store writes it
/// @param socket a Unix socket of its own; null for none
/// @param port a TCP port of its own on 127.0.0.1; null for none, 0 for any free one
/// @param owner with whose end the disk is served no longer; null when only a request ends it
public record ServedDisk(
    String name,
    String place,
    @Nullable String socket,
    @Nullable Integer port,
    @Nullable DiskOwner owner) {

  /// A disk for an instance, on the socket that all instances share.
  public static ServedDisk shared(String name, String place) {
    return new ServedDisk(name, place, null, null, null);
  }

  /// The same disk, offered on this port.
  public ServedDisk onPort(int bound) {
    return new ServedDisk(name, place, socket, bound, owner);
  }

  /// The socket of its own, if it has one.
  public Optional<Path> ownSocket() {
    return Optional.ofNullable(socket).map(Path::of);
  }

  /// The port of its own, if it has one.
  public OptionalInt ownPort() {
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }
}
