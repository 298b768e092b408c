package io.tain.build;

import io.tain.base.Digest;
import java.nio.file.Path;

/// A root tree with some layers applied, kept so that further layers need not start from nothing.
///
/// @param key over the layers and their packages
/// @param tar the tree
public record Stage(Digest key, Path tar) {}
