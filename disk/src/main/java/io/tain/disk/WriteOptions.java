package io.tain.disk;

/// How a file of a format is written.
///
/// @param isFixed true for a file that has a place for every byte of the disk
public record WriteOptions(Compression compression, boolean isFixed) {
  /// Uncompressed, without what is zeros.
  public static final WriteOptions PLAIN = new WriteOptions(Compression.NONE, false);
}
