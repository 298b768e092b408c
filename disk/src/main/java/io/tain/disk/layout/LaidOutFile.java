package io.tain.disk.layout;

import io.tain.base.ByteRange;
import io.tain.disk.DiskFormat;
import io.tain.disk.Extent;
import io.tain.disk.FormatView;
import io.tain.disk.VirtualDisk;
import io.tain.disk.layout.Layout.Part;
import io.tain.disk.mapped.BoundedCache;
import io.tain.disk.mapped.ExtentList;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/// A file by its layout, over the disk that it holds.
///
/// Computed tables that were used last are kept, 64 KiB each. Safe for concurrent use.
public final class LaidOutFile implements FormatView {
  private static final int MAX_TABLES = 64;

  private final DiskFormat format;
  private final VirtualDisk disk;
  private final Layout layout;
  private final BoundedCache<Long, ByteBuffer> tables = new BoundedCache<>(MAX_TABLES);

  /// The file of a disk, which is closed with it.
  public LaidOutFile(DiskFormat format, VirtualDisk disk, Layout layout) {
    this.format = format;
    this.disk = disk;
    this.layout = layout;
  }

  @Override
  public DiskFormat format() {
    return format;
  }

  @Override
  public long sizeBytes() {
    return layout.sizeBytes();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int limit = target.limit();
    require(offset, target.remaining());
    long at = offset;
    long end = offset + target.remaining();
    while (at < end) {
      Part part = layout.at(at);
      int length = (int) (Math.min(part.end(), end) - at);
      target.limit(target.position() + length);
      switch (part) {
        case Part.Zeros _ -> fillZeros(target);
        case Part.Held(_, var diskOffset) -> readDisk(diskOffset, target);
        case Part.Computed computed -> {
          ByteBuffer bytes =
              tables.get(computed.start(), () -> computed.source().bytes()).duplicate();
          copy(bytes, at - computed.start(), target);
        }
      }
      target.limit(limit);
      at += length;
    }
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    require(range.offset(), range.length());
    var extents = new ExtentList(disk, range.offset());
    long at = range.offset();
    while (at < range.end()) {
      Part part = layout.at(at);
      long end = Math.min(part.end(), range.end());
      switch (part) {
        case Part.Zeros _ -> extents.zerosTo(end);
        case Part.Computed _ -> extents.dataTo(end);
        case Part.Held(_, var diskOffset) -> extents.heldTo(end, diskOffset);
      }
      at = end;
    }
    return extents.toList();
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  private void readDisk(long offset, ByteBuffer target) throws IOException {
    int limit = target.limit();
    int held = Math.clamp(disk.sizeBytes() - offset, 0, target.remaining());
    target.limit(target.position() + held);
    if (held > 0) {
      disk.read(offset, target);
    }
    target.limit(limit);
    fillZeros(target);
  }

  private static void copy(ByteBuffer bytes, long skipped, ByteBuffer target) {
    int from = (int) Math.min(bytes.limit(), bytes.position() + skipped);
    int length = Math.min(bytes.limit() - from, target.remaining());
    target.put(bytes.slice(from, length));
    fillZeros(target);
  }

  private static void fillZeros(ByteBuffer target) {
    MemorySegment.ofBuffer(target).fill((byte) 0);
    target.position(target.limit());
  }

  private void require(long offset, long length) {
    if (offset < 0 || offset > sizeBytes() - length) {
      throw new IllegalArgumentException(
          "offset %d, length %d, size %d".formatted(offset, length, sizeBytes()));
    }
  }
}
