package io.tain.cli.quickstart;

import io.tain.api.InstanceView;
import io.tain.cli.image.ImageBuilt;
import java.util.List;

/// What the tour did, for programs.
///
/// @param versions that were stored, or found unchanged, in the order of their building
/// @param instance as it was when it was ready
/// @param exported what was exported and found identical
/// @param kept true when the instance goes on
public record Toured(
    List<ImageBuilt> versions,
    InstanceView instance,
    ExportedCopy exported,
    boolean kept,
    double durationSeconds) {
  public Toured {
    versions = List.copyOf(versions);
  }

  /// A copy whose bytes were proved to be those of the version.
  public record ExportedCopy(
      String format, String image, String version, String contentDigest, long fileSizeBytes) {}
}
