package io.tain.build;

import java.util.Map;

/// The texts that a build starts from.
///
/// @param recipes the recipe and those that it extends, by file name
/// @param recipe which of them is built
/// @param locks the locks that exist, by file name: `NAME.lock.yaml` for the recipe `NAME.yaml`
public record BuildSources(Map<String, String> recipes, String recipe, Map<String, String> locks) {
  public BuildSources {
    recipes = Map.copyOf(recipes);
    locks = Map.copyOf(locks);
  }

  /// The file name of a recipe's lock.
  public static String lockFile(String recipe) {
    return recipe.replaceFirst("\\.ya?ml$", "") + ".lock.yaml";
  }
}
