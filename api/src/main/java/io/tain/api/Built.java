package io.tain.api;

import java.util.Map;

/// A build that succeeded.
///
/// @param locks the locks to keep beside the recipes, by file name
/// @param reproduced true when building again from the same lock gave the same bytes
/// @param difference from what the same lock gave before
public record Built(
    Stored stored, Map<String, String> locks, boolean reproduced, BuildDifference difference) {}
