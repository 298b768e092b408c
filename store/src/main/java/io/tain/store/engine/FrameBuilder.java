package io.tain.store.engine;

import io.tain.store.ChunkId;
import io.tain.store.pack.ChunkEntry;
import io.tain.store.pack.FrameKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Collects chunks until they fill a frame.
///
/// For one thread, `recycle` for any; what `take` gives away is not touched until it comes back.
final class FrameBuilder {
  private final Queue<byte[]> free = new ConcurrentLinkedQueue<>();
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
    var filled = new Filled(plain, plainBytes, entries);
    byte[] next = free.poll();
    plain = next == null ? new byte[FrameKind.MAX_CHUNK_FRAME_BYTES] : next;
    plainBytes = 0;
    entries = new ArrayList<>();
    return filled;
  }

  /// Takes the bytes back of what was taken and is needed no more.
  void recycle(Filled filled) {
    free.add(filled.plain);
  }

  /// @param plain the bytes of the entries, and room behind them
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose: it comes back
  record Filled(byte[] plain, int plainBytes, List<ChunkEntry> entries) {
    Filled {
      entries = List.copyOf(entries);
    }
  }
}
