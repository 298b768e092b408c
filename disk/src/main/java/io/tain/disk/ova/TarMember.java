package io.tain.disk.ova;

import io.tain.base.ByteRange;

/// A file in a tar archive.
///
/// @param name without any directory
/// @param range where its content lies in the archive
record TarMember(String name, ByteRange range) {
  boolean endsWith(String ending) {
    return name.regionMatches(true, name.length() - ending.length(), ending, 0, ending.length());
  }

  /// The name without its ending.
  String stem() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
