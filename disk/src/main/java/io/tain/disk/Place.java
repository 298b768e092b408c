package io.tain.disk;

import java.io.IOException;

/// Where in its file a run of a disk stands.
public sealed interface Place {
  /// Where it begins on the disk, in bytes.
  long diskOffset();

  /// Where it begins in the file, in bytes.
  long fileOffset();

  /// Bytes that the file holds as they are.
  record Stored(long diskOffset, long fileOffset, long length) implements Place {}

  /// A block that the file holds compressed.
  ///
  /// @param fileOffset of the compressed stream, behind any header that the format puts before it
  /// @param blockBytes of the whole block, which may reach over the end of the disk
  record Packed(long diskOffset, long fileOffset, int blockBytes, Codec codec) implements Place {}

  /// How a block is compressed.
  enum Codec {
    /// Deflate without a frame, in a window of 4 KiB.
    DEFLATE,
    /// A zlib stream, in a window of 32 KiB.
    ZLIB,
    /// A zstd frame.
    ZSTD
  }

  /// Takes the places of a disk, one after the other.
  @FunctionalInterface
  interface Sink {
    void accept(Place place) throws IOException;
  }
}
