package io.tain.build;

import io.tain.base.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The record of how a disk was made, from which it can be made again.
///
/// @param recipe digest of the recipe
/// @param lock digest of the lock
/// @param epoch the time that the build pretended
/// @param startedAt when it really began
/// @param tools versions of the programs that made the bytes, by name
/// @param materials every package file
/// @param stages keys of the trees that it started from, empty when it started from nothing
public record Provenance(
    Digest recipe,
    Digest lock,
    Instant epoch,
    Instant startedAt,
    Instant endedAt,
    Map<String, String> tools,
    List<Material> materials,
    List<Digest> stages) {
  public Provenance {
    tools = Map.copyOf(tools);
    materials = List.copyOf(materials);
    stages = List.copyOf(stages);
  }

  /// Something that went into the disk.
  ///
  /// @param uri a package URL, such as `pkg:deb/debian/nginx@1.22.1-9?arch=amd64`
  public record Material(String uri, Digest digest) {}
}
