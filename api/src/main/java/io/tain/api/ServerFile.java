package io.tain.api;

/// What `server.json` holds while a server runs on a home.
///
/// @param state `running`, or `hosted` while a command hosts it
public record ServerFile(
    String address, long pid, String startedAt, String version, String state) {}
