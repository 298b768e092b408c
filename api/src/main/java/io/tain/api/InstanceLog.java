package io.tain.api;

/// The serial console of an instance so far.
public record InstanceLog(String name, String log) {}
