package io.tain.api;

/// What answers at an address: a server, its home and since when.
///
/// @param state `running`, `hosted` while a command hosts it, or `ended` by the command that asks
/// @param startedAt RFC 3339, UTC
public record ServerStatus(
    String version, String state, String home, long pid, String startedAt, String address) {
  /// The same once its process is gone.
  public ServerStatus afterItsEnd() {
    return new ServerStatus(version, "ended", home, pid, startedAt, address);
  }
}
