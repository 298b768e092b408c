package io.tain.api;

import org.jspecify.annotations.Nullable;

/// What `server.json` holds while a server runs on a home.
///
/// @param state `running`, or `hosted` while a command hosts it
/// @param process when the process of `pid` started; null in a file of an older Tain
public record ServerFile(
    String address,
    long pid,
    String startedAt,
    String version,
    String state,
    @Nullable String process) {}
