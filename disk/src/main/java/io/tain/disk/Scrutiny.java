package io.tain.disk;

/// How much of a file is read to judge it.
public enum Scrutiny {
  /// Everything that a rule speaks of: before a disk is used.
  WHOLE(Long.MAX_VALUE),

  /// What can be read at once, for a first answer: of a compressed file its beginning, of an
  /// archive
  /// everything but long members that only their digests ask for.
  GLANCE(4L << 20);

  private final long maxBytes;

  Scrutiny(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// The most bytes that are unpacked where that is quick, or compared with a digest.
  public long maxBytes() {
    return maxBytes;
  }
}
