package io.tain.api;

/// The serial console of an instance: the newest part.
///
/// @param cutBytes what the guest wrote before that
public record InstanceLog(String name, long cutBytes, String log) {}
