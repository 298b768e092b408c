package io.tain.catalog;

/// The sizes of a version, in bytes.
///
/// @param virtualSizeBytes what a guest sees
/// @param dataBytes what of it is not a hole
/// @param newBytes plain bytes of the chunks that its import or build added
/// @param storedBytes of the frames that it uses, each once, those of its bases included; what its
///     import added to `store/` is told when it is stored, and not kept
public record Sizes(long virtualSizeBytes, long dataBytes, long newBytes, long storedBytes) {
  public Sizes {
    if (virtualSizeBytes < 0 || dataBytes < 0 || newBytes < 0 || storedBytes < 0) {
      throw new IllegalArgumentException("a size below zero");
    }
  }
}
