package io.tain.api;

/// A guest's port that is to answer on 127.0.0.1.
///
/// @param hostPort 0 for any free port
public record PublishRequest(int hostPort, int guestPort) {}
