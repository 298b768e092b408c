package io.tain.build;

import io.tain.base.Digest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Exactly what a recipe was resolved to: every package, and the time that the build pretends.
///
/// @param suites the suites that were asked, such as `bookworm-security`
/// @param layers one for each layer of the recipe, in its order
public record Lock(List<String> suites, List<Layer> layers) {
  public Lock {
    suites = List.copyOf(suites);
    layers = List.copyOf(layers);
  }

  /// The time that the disk pretends to be made at: the last layer's.
  public Instant epoch() {
    return layers.isEmpty() ? Instant.EPOCH : layers.getLast().epoch();
  }

  /// Every package of every layer, in order.
  public Stream<LockedPackage> packages() {
    return layers.stream().flatMap(layer -> layer.packages().stream());
  }

  /// What one layer adds to those before it.
  ///
  /// @param recipe the name of the recipe file
  /// @param request digest of what was asked for; another one makes the lock stale
  /// @param epoch its `SOURCE_DATE_EPOCH`, in whole seconds, not before that of the layer below
  /// @param packages by name
  public record Layer(String recipe, Digest request, Instant epoch, List<LockedPackage> packages) {
    public Layer {
      packages = List.copyOf(packages);
    }
  }

  /// One package file.
  ///
  /// @param sha256 of the file
  /// @param archive the last part of the address of the archive that had it, as `debian-security`
  /// @param filename its place in that archive, escaped as in an address
  /// @param essential true when it is installed before all others
  public record LockedPackage(
      String name,
      String version,
      String architecture,
      Digest sha256,
      long sizeBytes,
      String archive,
      String filename,
      boolean essential) {}
}
