package io.tain.api;

import java.util.List;
import java.util.Map;

/// A build that succeeded.
///
/// @param locks the locks to keep beside the recipes, by file name
/// @param explained blocks that a rebuild stored anew, and why
public record Built(Stored stored, Map<String, String> locks, List<String> explained) {}
