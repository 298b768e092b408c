package io.tain.disk.layout;

import io.tain.base.ByteRange;
import io.tain.disk.DiskFormat;
import io.tain.disk.Extent;
import io.tain.disk.FormatView;
import io.tain.disk.VirtualDisk;
import io.tain.disk.layout.Layout.Part;
import io.tain.disk.mapped.BoundedCache;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
    var extents = new ArrayList<Extent>();
    long at = range.offset();
    while (at < range.end()) {
      Part part = layout.at(at);
      var run = ByteRange.between(at, Math.min(part.end(), range.end()));
      switch (part) {
        case Part.Zeros _ -> add(extents, false, run);
        case Part.Computed _ -> add(extents, true, run);
        case Part.Held(_, var diskOffset) -> addDisk(extents, run, diskOffset);
      }
      at = run.end();
    }
    return extents;
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

  private void addDisk(List<Extent> extents, ByteRange run, long diskOffset) throws IOException {
    long diskEnd = Math.min(diskOffset + run.length(), disk.sizeBytes());
    long moved = run.offset() - diskOffset;
    if (diskOffset < diskEnd) {
      for (Extent extent : disk.extents(ByteRange.between(diskOffset, diskEnd))) {
        ByteRange range = extent.range();
        add(
            extents,
            extent instanceof Extent.Data,
            new ByteRange(range.offset() + moved, range.length()));
      }
    }
    long zerosFrom = Math.max(run.offset(), diskEnd + moved);
    if (zerosFrom < run.end()) {
      add(extents, false, ByteRange.between(zerosFrom, run.end()));
    }
  }

  // Neighbours of one kind become one extent.
  private static void add(List<Extent> extents, boolean isData, ByteRange range) {
    ByteRange joined = range;
    if (!extents.isEmpty() && extents.getLast() instanceof Extent.Data == isData) {
      joined = ByteRange.between(extents.removeLast().range().offset(), range.end());
    }
    extents.add(isData ? new Extent.Data(joined) : new Extent.Zero(joined));
  }

  private void require(long offset, long length) {
    if (offset < 0 || offset > sizeBytes() - length) {
      throw new IllegalArgumentException(
          "offset %d, length %d, size %d".formatted(offset, length, sizeBytes()));
    }
  }
}
