package io.tain.app;

import io.tain.base.Actor;
import io.tain.base.Home;
import io.tain.catalog.ImageSummary;
import io.tain.catalog.Sizes;
import io.tain.catalog.Version;
import io.tain.store.StoreStatistics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Measures what the store holds and takes.
public final class MeasureStore {
  private final Library library;
  private final Home home;

  public MeasureStore(Library library, Home home) {
    this.library = library;
    this.home = home;
  }

  /// Counts what is there now.
  ///
  /// @throws IOException if the home cannot be read; the call may be repeated
  public Measured run(Actor actor) throws IOException {
    List<Sizes> sizes =
        library
            .database()
            .read(
                tx ->
                    library.catalog().images(tx, actor.tenant()).stream()
                        .map(ImageSummary::image)
                        .flatMap(image -> library.catalog().versions(tx, image.key()).stream())
                        .map(Version::content)
                        .map(content -> content.sizes())
                        .toList());
    return new Measured(
        sizes.size(),
        sizes.stream().mapToLong(Sizes::virtualSizeBytes).sum(),
        sizes.stream().mapToLong(Sizes::dataBytes).sum(),
        library.store().stats(),
        fileBytes(home.catalog()));
  }

  private static long fileBytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    }
  }

  /// What was counted.
  ///
  /// @param catalogBytes apparent size of every file under `catalog/`
  public record Measured(
      long versions,
      long virtualSizeBytes,
      long dataBytes,
      StoreStatistics store,
      long catalogBytes) {}
}
