package io.tain.cli.image;

import io.tain.api.BuildDifference;
import io.tain.api.Built;
import io.tain.api.Stored;

/// What a build gave, for programs.
///
/// @param newBytes plain bytes of the chunks that this build added
/// @param storedBytes growth of `store/`
/// @param unchanged true when the version existed already and nothing was stored
/// @param reproduced true when the same lock gave the same bytes before
/// @param difference from what the same lock gave before
public record ImageBuilt(
    String id,
    String image,
    String version,
    String contentDigest,
    long virtualSizeBytes,
    long dataBytes,
    long newBytes,
    long storedBytes,
    double durationSeconds,
    boolean unchanged,
    boolean reproduced,
    BuildDifference difference) {

  /// The same without the locks, which are beside the recipe.
  public static ImageBuilt of(Built built) {
    Stored stored = built.stored();
    return new ImageBuilt(
        stored.id(),
        stored.image(),
        stored.version(),
        stored.contentDigest(),
        stored.virtualSizeBytes(),
        stored.dataBytes(),
        stored.newBytes(),
        stored.storedBytes(),
        stored.durationSeconds(),
        stored.unchanged(),
        built.reproduced(),
        built.difference());
  }
}
