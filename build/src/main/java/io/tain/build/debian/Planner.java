package io.tain.build.debian;

import io.tain.base.Digest;
import io.tain.base.VersionLabel;
import io.tain.build.BuildSources;
import io.tain.build.Builder.Resolution;
import io.tain.build.Lock;
import io.tain.build.Plan;
import io.tain.build.Recipe;
import io.tain.build.archive.Archive;
import io.tain.build.lock.LockFile;
import io.tain.build.recipe.RecipeReader;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Settles the lock of a recipe.
final class Planner {
  /// Part of every key; raised when this code gives other bytes for the same lock.
  static final String FORMAT = "tain build 1";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu.MM.dd").withZone(ZoneOffset.UTC);

  private final BuildSources sources;
  private final Recipe recipe;

  Planner(BuildSources sources) {
    this.sources = sources;
    this.recipe = RecipeReader.read(sources);
  }

  Recipe recipe() {
    return recipe;
  }

  /// The plan of the lock that exists, when that one fits the recipe and is to be kept.
  Optional<Plan> existing(Resolution resolution) {
    String file = BuildSources.lockFile(sources.recipe());
    return switch (resolution) {
      case UPDATE -> Optional.empty();
      case KEEP ->
          lock(file)
              .filter(lock -> fitting(lock) == recipe.layers().size())
              .filter(lock -> lock.layers().size() == recipe.layers().size())
              .map(lock -> plan(lock, false));
    };
  }

  /// The plan of a new lock; the layers below the recipe's own stay as their lock has them.
  Plan resolved(Archive archive) throws IOException {
    Lock base = below();
    List<Lock.Layer> kept = base.layers().subList(0, fitting(base));
    return plan(archive.resolve(recipe, kept), true);
  }

  private Lock below() {
    int layers = recipe.layers().size();
    if (layers < 2) {
      return new Lock(List.of(), List.of());
    }
    String below = recipe.layers().get(layers - 2).file();
    return lock(BuildSources.lockFile(below))
        .filter(lock -> lock.layers().size() == layers - 1)
        .orElse(new Lock(List.of(), List.of()));
  }

  private Optional<Lock> lock(String file) {
    return Optional.ofNullable(sources.locks().get(file)).map(text -> LockFile.read(file, text));
  }

  private int fitting(Lock lock) {
    String below = "";
    for (int i = 0; i < Math.min(recipe.layers().size(), lock.layers().size()); i++) {
      Digest request = Archive.request(recipe.suite(), recipe.layers().get(i), below);
      if (!request.equals(lock.layers().get(i).request())) {
        return i;
      }
      below = request.toString();
    }
    return Math.min(recipe.layers().size(), lock.layers().size());
  }

  private Plan plan(Lock lock, boolean resolved) {
    String text = LockFile.print(lock);
    Digest lockDigest = Keys.digest(text);
    String label =
        recipe
            .label()
            .replace("{date}", DATE.format(lock.epoch()))
            .replace("{lock}", lockDigest.hex().substring(0, 8));
    return new Plan(
        recipe,
        lock,
        BuildSources.lockFile(sources.recipe()),
        text,
        resolved,
        new VersionLabel(label),
        Keys.digest(FORMAT + "\n" + recipe.digest() + "\n" + lockDigest));
  }
}
