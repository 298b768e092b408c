package io.tain.disk.mapped;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A disk that lies in a file, which is closed with it.
public record OwningDisk(VirtualDisk content, VirtualDisk file) implements VirtualDisk {
  @Override
  public long sizeBytes() {
    return content.sizeBytes();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    content.read(offset, target);
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    return content.extents(range);
  }

  @Override
  public void close() throws IOException {
    try (var _ = file) {
      content.close();
    }
  }
}
