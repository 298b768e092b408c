package io.tain.api;

import java.util.Map;

/// Builds a version from a recipe.
///
/// @param recipes the recipe and those that it extends, by file name
/// @param recipe which of them is built
/// @param locks the locks that exist, by file name
/// @param image empty for the name in the recipe
/// @param mode `normal`, `update` or `rebuild`
public record BuildRequest(
    Map<String, String> recipes,
    String recipe,
    Map<String, String> locks,
    String image,
    String mode) {}
