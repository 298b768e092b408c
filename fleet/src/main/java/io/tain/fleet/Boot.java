package io.tain.fleet;

/// How an instance came up.
///
/// @param readySeconds from the arrival of the request until the condition was met, or, without a
///     condition, until QEMU answered
/// @param fetchedBytes what was read from the blob store until then
public record Boot(double readySeconds, long fetchedBytes) {}
