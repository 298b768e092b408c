package io.tain.disk.vhd;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The bytes of a file before its footer.
///
/// @param file closed with the disk
record FixedDisk(VirtualDisk file, VirtualDisk content) implements VirtualDisk {
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
    file.close();
  }
}
