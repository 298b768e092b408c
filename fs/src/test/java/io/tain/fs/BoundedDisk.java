package io.tain.fs;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;

/// A disk over an array that gives up when it is read too often: a bound on work, not on time.
public final class BoundedDisk implements VirtualDisk {
  private final byte[] content;
  private final long maxReads;
  private final long maxBytes;
  private final BitSet readBytes = new BitSet();
  private long reads;
  private long bytes;

  public BoundedDisk(byte[] content, long maxReads, long maxBytes) {
    this.content = content;
    this.maxReads = maxReads;
    this.maxBytes = maxBytes;
  }

  @Override
  public long sizeBytes() {
    return content.length;
  }

  @Override
  public void read(long offset, ByteBuffer target) {
    if (offset < 0 || offset > content.length - target.remaining()) {
      throw new AssertionError("offset " + offset + " + " + target.remaining());
    }
    reads++;
    bytes += target.remaining();
    if (reads > maxReads || bytes > maxBytes) {
      throw new AssertionError("more than " + maxReads + " reads or " + maxBytes + " bytes");
    }
    readBytes.set((int) offset, (int) offset + target.remaining());
    target.put(content, (int) offset, target.remaining());
  }

  /// True if this byte was read.
  public boolean isRead(int offset) {
    return readBytes.get(offset);
  }

  @Override
  public List<Extent> extents(ByteRange range) {
    return List.of(new Extent.Data(range));
  }

  @Override
  public void close() {
    // Nothing outside memory is held.
  }
}
