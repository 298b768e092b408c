package io.tain.store;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.VersionId;
import java.util.List;

/// Something that a scrub found damaged or missing.
///
/// @param code `store.damaged` or `store.missing`
/// @param object the blob or file, and the part of it
/// @param offset where in the object, in bytes
/// @param expected what docs/FORMAT.md asks for; empty when the object is missing
/// @param found what stands there; empty when the object is missing
/// @param versions whose disks need it
public record ScrubFinding(
    ErrorCode code,
    String object,
    long offset,
    String expected,
    String found,
    List<VersionId> versions) {
  public ScrubFinding {
    versions = List.copyOf(versions);
  }

  /// What an error says, of which nobody knows yet whom it hurts.
  public static ScrubFinding of(TainException error) {
    var arguments = error.arguments();
    return new ScrubFinding(
        error.code(),
        arguments.getOrDefault("object", ""),
        Long.parseLong(arguments.getOrDefault("offset", "0")),
        arguments.getOrDefault("expected", ""),
        arguments.getOrDefault("found", ""),
        List.of());
  }

  /// The same with the versions that it hurts.
  public ScrubFinding hurting(List<VersionId> hurt) {
    return new ScrubFinding(code, object, offset, expected, found, hurt);
  }
}
