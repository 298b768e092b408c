package io.tain.api;

/// What answers at an address: a server, its home and since when.
///
/// @param state `running`, or `hosted` while a command hosts it
/// @param startedAt RFC 3339, UTC
public record ServerStatus(
    String version, String state, String home, long pid, String startedAt, String address) {}
