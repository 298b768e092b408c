package io.tain.disk.qcow2;

import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The file that holds the clusters; it reads as zeros from its end to the end of the last cluster.
record HostFile(VirtualDisk bytes) {
  long sizeBytes() {
    return bytes.sizeBytes();
  }

  void read(long offset, ByteBuffer target) throws IOException {
    int limit = target.limit();
    int held = Math.clamp(bytes.sizeBytes() - offset, 0, target.remaining());
    target.limit(target.position() + held);
    bytes.read(offset, target);
    target.limit(limit);
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
  }

  ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    read(offset, target);
    return target.flip();
  }
}
