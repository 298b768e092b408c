package io.tain.disk.mapped;

import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The file that holds the blocks; it reads as zeros from its end on.
///
/// The last block of a file may be cut off where the disk ends.
public record HostFile(VirtualDisk bytes) {
  public long sizeBytes() {
    return bytes.sizeBytes();
  }

  /// Fills `target` from `offset` on.
  ///
  /// @throws IOException if the file cannot be read; the call may be repeated
  public void read(long offset, ByteBuffer target) throws IOException {
    int limit = target.limit();
    int held = Math.clamp(bytes.sizeBytes() - offset, 0, target.remaining());
    target.limit(target.position() + held);
    if (held > 0) {
      bytes.read(offset, target);
    }
    target.limit(limit);
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
  }

  /// So many bytes in a new big-endian buffer.
  ///
  /// @throws IOException if the file cannot be read; the call may be repeated
  public ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    read(offset, target);
    return target.flip();
  }
}
