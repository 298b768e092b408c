package io.tain.disk;

import io.tain.base.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A range of a disk, such as a partition, as a disk of its own.
record SlicedDisk(VirtualDisk disk, ByteRange bounds) implements VirtualDisk {
  SlicedDisk {
    if (bounds.end() > disk.sizeBytes()) {
      throw new IllegalArgumentException(bounds + " on a disk of " + disk.sizeBytes() + " bytes");
    }
  }

  @Override
  public long sizeBytes() {
    return bounds.length();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0 || offset > bounds.length() - target.remaining()) {
      throw new IllegalArgumentException("offset " + offset + " in " + bounds);
    }
    disk.read(bounds.offset() + offset, target);
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    if (range.end() > bounds.length()) {
      throw new IllegalArgumentException(range + " in " + bounds);
    }
    var inDisk = new ByteRange(bounds.offset() + range.offset(), range.length());
    return disk.extents(inDisk).stream().map(this::moved).toList();
  }

  @Override
  public ByteRange placeBelow(ByteRange range) {
    return disk.placeBelow(new ByteRange(bounds.offset() + range.offset(), range.length()));
  }

  @Override
  public void close() {
    // The disk below belongs to whoever opened it.
  }

  private Extent moved(Extent extent) {
    return switch (extent) {
      case Extent.Data(var range) -> new Extent.Data(moved(range));
      case Extent.Zero(var range) -> new Extent.Zero(moved(range));
    };
  }

  private ByteRange moved(ByteRange range) {
    return new ByteRange(range.offset() - bounds.offset(), range.length());
  }
}
