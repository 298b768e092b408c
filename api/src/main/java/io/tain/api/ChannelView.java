package io.tain.api;

/// A channel and the version that it names now.
public record ChannelView(String name, String version) {}
