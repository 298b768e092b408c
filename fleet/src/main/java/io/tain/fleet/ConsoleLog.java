package io.tain.fleet;

/// The newest part of what a guest wrote to its serial console.
///
/// @param cutBytes what it wrote before that
public record ConsoleLog(long cutBytes, String text) {}
