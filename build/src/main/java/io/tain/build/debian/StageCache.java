package io.tain.build.debian;

import io.tain.base.Digest;
import io.tain.build.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The root trees that builds have kept.
final class StageCache {
  private static final String SUFFIX = ".tar.zst";
  private static final String OWNED = ".keys";

  private final Path directory;

  StageCache(Path directory) {
    this.directory = directory;
  }

  /// Where the tree of a key is kept, whether or not it is there.
  Stage stage(Digest key) {
    return new Stage(key, directory.resolve(key.hex() + SUFFIX));
  }

  Optional<Stage> find(Digest key) {
    return Optional.of(stage(key)).filter(stage -> Files.exists(stage.tar()));
  }

  void create() throws IOException {
    Files.createDirectories(directory);
  }

  /// Keeps the trees that a recipe was built on last, and removes those that none was.
  ///
  /// @param owner names the recipe
  void retain(String owner, List<Digest> keys) throws IOException {
    Files.write(directory.resolve(owner + OWNED), keys.stream().map(Digest::hex).toList());
    Set<String> wanted = new HashSet<>();
    List<Path> files;
    try (var listed = Files.list(directory)) {
      files = listed.toList();
    }
    for (Path file : files) {
      if (file.toString().endsWith(OWNED)) {
        Files.readAllLines(file).forEach(hex -> wanted.add(hex + SUFFIX));
      }
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (!name.endsWith(OWNED) && !wanted.contains(name)) {
        Files.delete(file);
      }
    }
  }
}
