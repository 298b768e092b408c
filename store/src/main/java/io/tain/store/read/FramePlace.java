package io.tain.store.read;

import io.tain.store.pack.PackFooter;

/// A frame of a pack whose footer is known.
///
/// @param frame its ordinal
public record FramePlace(PackFooter footer, int frame) {}
