package io.tain.nbd.socket;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/// Direct buffers that are used again: allocating one costs more than a read from memory.
final class Buffers {
  private static final int MAX_KEPT = 64;

  private final int capacityBytes;
  private final ConcurrentLinkedDeque<ByteBuffer> kept = new ConcurrentLinkedDeque<>();
  private final AtomicInteger keptCount = new AtomicInteger();

  Buffers(int capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  /// An empty buffer of the capacity.
  ByteBuffer take() {
    ByteBuffer buffer = kept.pollFirst();
    if (buffer == null) {
      return ByteBuffer.allocateDirect(capacityBytes);
    }
    keptCount.decrementAndGet();
    return buffer.clear();
  }

  void giveBack(ByteBuffer buffer) {
    if (keptCount.incrementAndGet() <= MAX_KEPT) {
      kept.addFirst(buffer);
    } else {
      keptCount.decrementAndGet();
    }
  }
}
