package io.tain.cli.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.BuildRequest;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.LocalDurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The folder of a recipe: the recipes that it may extend, and the locks beside them.
public final class RecipeFolder {
  private static final String LOCK_SUFFIX = ".lock.yaml";
  private static final int MAX_FILES = 256;
  private static final int MAX_FILE_BYTES = 1 << 20;

  private final Path folder;
  private final String recipe;

  /// The folder that `recipe` lies in.
  ///
  /// @throws TainException `file.not-found` if there is no such file
  public RecipeFolder(Path recipe) {
    if (!Files.isRegularFile(recipe)) {
      throw TainException.of(ErrorCode.FILE_NOT_FOUND, "path", recipe);
    }
    Path absolute = recipe.toAbsolutePath().normalize();
    this.folder = absolute.getParent() == null ? absolute : absolute.getParent();
    this.recipe = String.valueOf(absolute.getFileName());
  }

  /// A request with everything that the build can need of the folder.
  ///
  /// @param mode `normal`, `update` or `rebuild`
  public BuildRequest request(String image, String mode) throws IOException {
    var recipes = new TreeMap<String, String>();
    var locks = new TreeMap<String, String>();
    for (Path file : yamlFiles()) {
      String name = String.valueOf(file.getFileName());
      (name.endsWith(LOCK_SUFFIX) ? locks : recipes).put(name, read(file));
    }
    recipes.put(recipe, read(folder.resolve(recipe)));
    return new BuildRequest(recipes, recipe, locks, image, mode);
  }

  /// Keeps the locks that differ from those beside the recipe.
  public void keep(Map<String, String> locks) throws IOException {
    for (var lock : locks.entrySet()) {
      Path file = folder.resolve(Path.of(lock.getKey()).getFileName());
      if (!Files.exists(file) || !Files.readString(file).equals(lock.getValue())) {
        new LocalDurableFiles().write(file, lock.getValue().getBytes(UTF_8));
      }
    }
  }

  private List<Path> yamlFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && Files.isRegularFile(file))
          .sorted()
          .limit(MAX_FILES)
          .toList();
    }
  }

  private static String read(Path file) throws IOException {
    long sizeBytes = Files.size(file);
    if (sizeBytes > MAX_FILE_BYTES) {
      throw TainException.of(
          ErrorCode.REQUEST_TOO_LARGE, "limit", MAX_FILE_BYTES, "found", sizeBytes);
    }
    return Files.readString(file);
  }
}
