package io.tain.app;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A disk that tells how much of its data was read, by readers that read all of it once.
///
/// Safe for concurrent use; closing it closes nothing.
final class WatchedDisk implements VirtualDisk {
  private final VirtualDisk disk;
  private final long dataBytes;
  private final TransferListener listener;
  private final AtomicLong readBytes = new AtomicLong();

  /// @param dataBytes how much there is to be read
  WatchedDisk(VirtualDisk disk, long dataBytes, TransferListener listener) {
    this.disk = disk;
    this.dataBytes = dataBytes;
    this.listener = listener;
  }

  @Override
  public long sizeBytes() {
    return disk.sizeBytes();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int length = target.remaining();
    disk.read(offset, target);
    listener.advance(readBytes.addAndGet(length), dataBytes);
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    return disk.extents(range);
  }

  @Override
  public void close() {
    // The disk belongs to whoever opened it.
  }
}
