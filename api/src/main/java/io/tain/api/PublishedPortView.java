package io.tain.api;

/// A guest's port as it is published on 127.0.0.1.
public record PublishedPortView(int hostPort, int guestPort) {}
