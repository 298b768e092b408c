package io.tain.disk.copy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Direct buffers of one size that are used again: one that is dropped keeps its memory until the
/// heap is collected.
///
/// Safe for concurrent use.
public final class BufferPool {
  private final int bytes;
  private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /// A pool of buffers of so many bytes.
  public BufferPool(int bytes) {
    this.bytes = bytes;
  }

  /// A buffer that is all to be filled; what stands in it is of no meaning.
  public ByteBuffer take() {
    ByteBuffer used = free.poll();
    ByteBuffer buffer = used == null ? ByteBuffer.allocateDirect(bytes) : used.clear();
    return buffer.order(ByteOrder.BIG_ENDIAN);
  }

  /// Gives a buffer back that nobody looks at any more.
  public void giveBack(ByteBuffer taken) {
    free.add(taken);
  }
}
