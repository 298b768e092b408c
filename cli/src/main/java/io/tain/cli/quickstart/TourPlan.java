package io.tain.cli.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What the tour shows.
///
/// @param recipe of the first version
/// @param ownRecipe true when the user named it
/// @param rebuild builds again although nothing has changed
/// @param keep leaves the instance and the server running
record TourPlan(Path recipe, boolean ownRecipe, boolean rebuild, boolean keep) {
  /// How the build is asked for.
  String mode() {
    return rebuild ? "rebuild" : "normal";
  }

  /// The recipe with one package more: `web-more.yaml` beside `web.yaml`.
  Optional<Path> second() {
    String name = recipe.getFileName().toString().replaceFirst("\\.ya?ml$", "-more.yaml");
    return Optional.of(recipe.resolveSibling(name)).filter(Files::isRegularFile);
  }
}
