package io.tain.build.archive;

/// A place that packages come from.
///
/// @param base the address of the archive, without a slash at its end
/// @param suite such as `bookworm-security`
/// @param component such as `main`
record Source(String base, String suite, String component) {
  /// The last part of the address, which is the same on every mirror.
  String archive() {
    return base.substring(base.lastIndexOf('/') + 1);
  }
}
