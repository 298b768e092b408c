package io.tain.disk.layout;

import io.tain.disk.layout.Layout.Part;

/// The bytes of a disk as they are.
///
/// @param sizeBytes at least that of the disk
public record PlainLayout(long sizeBytes) implements Layout {
  @Override
  public Part at(long offset) {
    return new Part.Held(sizeBytes, offset);
  }
}
