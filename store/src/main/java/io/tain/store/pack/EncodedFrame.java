package io.tain.store.pack;

import java.nio.ByteBuffer;
import java.util.List;

/// A frame whose bytes are compressed and only need a place in a pack.
///
/// @param plainBytes the length of the plain bytes
/// @param stored not modified
/// @param storedCrc CRC32C of `stored`
/// @param entries what the plain bytes hold, in order
/// @param bases of a delta frame, the best last; else none
/// @param hints where each of them is
public record EncodedFrame(
    FrameKind kind,
    FrameCodec codec,
    int plainBytes,
    ByteBuffer stored,
    int storedCrc,
    List<ChunkEntry> entries,
    List<DeltaBase> bases,
    List<HintedBase> hints) {
  public EncodedFrame {
    entries = List.copyOf(entries);
    bases = List.copyOf(bases);
    hints = List.copyOf(hints);
    if (!codec.takes(bases.size()) || hints.size() != bases.size()) {
      throw new IllegalArgumentException(codec + " frame of " + bases.size() + " bases");
    }
  }

  /// What the frame adds to a pack, footer included, in bytes; at most, when it is a delta.
  public long sizeBytes() {
    return PackFormat.frameHeaderBytes(bases.size())
        + stored.remaining()
        + PackFormat.FOOTER_FRAME_BYTES
        + (long) PackFormat.FOOTER_ENTRY_BYTES * entries.size()
        + DeltaColumns.maxAddedBytes(bases.size());
  }

  EncodedFrame withoutBytes() {
    return new EncodedFrame(
        kind, codec, plainBytes, ByteBuffer.allocate(0), storedCrc, entries, bases, hints);
  }
}
