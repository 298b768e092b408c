package io.tain.build;

import io.tain.base.Digest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Exactly what a recipe was resolved to: every package, and the time that the build pretends.
///
/// @param epoch the build's `SOURCE_DATE_EPOCH`, in whole seconds
/// @param suites the suites that were asked, with the addresses' hosts left out
/// @param layers one for each layer of the recipe, in its order
public record Lock(Instant epoch, List<String> suites, List<Layer> layers) {
  public Lock {
    suites = List.copyOf(suites);
    layers = List.copyOf(layers);
  }

  /// Every package of every layer, in order.
  public Stream<LockedPackage> packages() {
    return layers.stream().flatMap(layer -> layer.packages().stream());
  }

  /// What one layer adds to those before it.
  ///
  /// @param recipe the name of the recipe file
  /// @param request digest of what was asked for; another one makes the lock stale
  /// @param packages by name
  public record Layer(String recipe, Digest request, List<LockedPackage> packages) {
    public Layer {
      packages = List.copyOf(packages);
    }
  }

  /// One package file.
  ///
  /// @param sha256 of the file
  /// @param source which archive has it: an index into the sources of the suite
  /// @param filename its place in that archive's pool
  public record LockedPackage(
      String name,
      String version,
      String architecture,
      Digest sha256,
      long sizeBytes,
      String source,
      String filename) {}
}
