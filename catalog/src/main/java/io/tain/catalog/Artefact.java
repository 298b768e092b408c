package io.tain.catalog;

import io.tain.base.Digest;
import java.util.Optional;

/// One part of a version.
///
/// @param index its place among the version's artefacts of this kind, from 0 on
/// @param role what a disk is for, such as `root` or `data`
/// @param digest of a disk its content digest (fs-verity), else of the bytes
/// @param place where its bytes are, as the store wrote it; opaque here
public record Artefact(
    ArtefactKind kind,
    int index,
    Optional<String> role,
    Digest digest,
    long sizeBytes,
    String mediaType,
    String place) {
  public Artefact {
    if (index < 0 || sizeBytes < 0) {
      throw new IllegalArgumentException("artefact index=%d size=%d".formatted(index, sizeBytes));
    }
  }
}
