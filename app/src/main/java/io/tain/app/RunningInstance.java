package io.tain.app;

import io.tain.fleet.Instance;

/// An instance and what its disk has cost so far.
///
/// @param fetchedBytes read from the blob store for it
public record RunningInstance(Instance instance, long fetchedBytes) {}
