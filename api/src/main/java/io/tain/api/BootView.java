package io.tain.api;

import org.jspecify.annotations.Nullable;

/// How an instance started.
///
/// @param mode `kvm` or `tcg`
/// @param readySeconds from the arrival of the request; null until it was ready
/// @param fetchedBytes read from the blob store so far
public record BootView(String mode, @Nullable Double readySeconds, long fetchedBytes) {}
