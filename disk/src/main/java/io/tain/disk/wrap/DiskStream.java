package io.tain.disk.wrap;

import io.tain.disk.UnreadBytesException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/// The bytes of a file from its start, and no more of them than are asked for; not safe for
/// concurrent use.
final class DiskStream extends InputStream {
  private final VirtualDisk disk;
  private final long maxBytes;
  private long position;
  private boolean isStopped;

  DiskStream(VirtualDisk disk, long maxBytes) {
    this.disk = disk;
    this.maxBytes = maxBytes;
  }

  /// True once more was wanted than may be read; what was decoded may then end too early.
  boolean isStopped() {
    return isStopped;
  }

  /// How many bytes were read.
  long position() {
    return position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count = (int) Math.min(length, disk.sizeBytes() - position);
    if (count <= 0) {
      return -1;
    }
    if (position >= maxBytes) {
      isStopped = true;
      throw new UnreadBytesException(position);
    }
    count = (int) Math.min(count, maxBytes - position);
    disk.read(position, ByteBuffer.wrap(target, offset, count));
    position += count;
    return count;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, disk.sizeBytes() - position);
  }
}
