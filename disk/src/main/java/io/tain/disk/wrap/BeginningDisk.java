package io.tain.disk.wrap;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.UnreadBytesException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The beginning of a disk whose length is not known yet.
///
/// @param sizeBytes the most that it can be
record BeginningDisk(VirtualDisk beginning, long sizeBytes) implements VirtualDisk {
  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    require(offset, target.remaining());
    beginning.read(offset, target);
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    require(range.offset(), range.length());
    return beginning.extents(range);
  }

  @Override
  public void close() throws IOException {
    beginning.close();
  }

  private void require(long offset, long length) throws UnreadBytesException {
    if (offset > beginning.sizeBytes() - length) {
      throw new UnreadBytesException(beginning.sizeBytes());
    }
  }
}
