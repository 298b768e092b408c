package io.tain.store.pack;

import java.nio.ByteBuffer;
import java.util.List;

/// A frame whose bytes are compressed and only need a place in a pack.
///
/// @param zstd whether `stored` is a zstd frame; else it is the plain bytes themselves
/// @param plainBytes the length of the plain bytes
/// @param stored not modified
/// @param storedCrc CRC32C of `stored`
/// @param entries what the plain bytes hold, in order
public record EncodedFrame(
    FrameKind kind,
    boolean zstd,
    int plainBytes,
    ByteBuffer stored,
    int storedCrc,
    List<ChunkEntry> entries) {
  public EncodedFrame {
    entries = List.copyOf(entries);
  }

  /// What the frame adds to a pack, footer included, in bytes.
  public long sizeBytes() {
    return PackFormat.FRAME_HEADER_BYTES
        + stored.remaining()
        + PackFormat.FOOTER_FRAME_BYTES
        + (long) PackFormat.FOOTER_ENTRY_BYTES * entries.size();
  }
}
