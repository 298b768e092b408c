package io.tain.fs.fat;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.nio.ByteBuffer;
import java.util.List;

/// A made image as a disk.
final class FatImageDisk implements VirtualDisk {
  private final byte[] image;

  FatImageDisk(byte[] image) {
    this.image = image;
  }

  @Override
  public long sizeBytes() {
    return image.length;
  }

  @Override
  public void read(long offset, ByteBuffer target) {
    if (offset < 0 || offset > image.length - target.remaining()) {
      throw new IllegalArgumentException("offset " + offset + " of " + image.length + " bytes");
    }
    target.put(image, (int) offset, target.remaining());
  }

  @Override
  public List<Extent> extents(ByteRange range) {
    if (range.end() > image.length) {
      throw new IllegalArgumentException(range + " of " + image.length + " bytes");
    }
    return List.of(new Extent.Data(range));
  }

  @Override
  public void close() {
    // Nothing outside memory is held.
  }
}
