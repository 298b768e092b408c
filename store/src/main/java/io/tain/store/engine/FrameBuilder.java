package io.tain.store.engine;

import io.tain.store.ChunkId;
import io.tain.store.pack.ChunkEntry;
import io.tain.store.pack.FrameKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Collects chunks until they fill a frame.
///
/// For one thread; what `take` gives away is not touched again.
final class FrameBuilder {
  private byte[] plain = new byte[FrameKind.MAX_CHUNK_FRAME_BYTES];
  private int plainBytes;
  private List<ChunkEntry> entries = new ArrayList<>();

  boolean isEmpty() {
    return entries.isEmpty();
  }

  boolean hasRoomFor(int chunkBytes) {
    return plainBytes + chunkBytes <= plain.length;
  }

  void add(ChunkId id, ByteBuffer bytes) {
    int length = bytes.remaining();
    bytes.get(bytes.position(), plain, plainBytes, length);
    plainBytes += length;
    entries.add(new ChunkEntry(id, length));
  }

  /// What was collected; the builder is empty again.
  Filled take() {
    var filled = new Filled(ByteBuffer.wrap(plain, 0, plainBytes), entries);
    plain = new byte[FrameKind.MAX_CHUNK_FRAME_BYTES];
    plainBytes = 0;
    entries = new ArrayList<>();
    return filled;
  }

  /// @param plain backed by an array, from its start
  record Filled(ByteBuffer plain, List<ChunkEntry> entries) {
    Filled {
      entries = List.copyOf(entries);
    }
  }
}
