package io.tain.fleet;

/// A port of a guest that answers on 127.0.0.1.
public record PublishedPort(int hostPort, int guestPort) {}
