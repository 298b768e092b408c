package io.tain.api;

/// What a server took of a stream of cuts.
public record Accepted(long cuts) {}
