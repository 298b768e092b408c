package io.tain.disk.lvm;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A logical volume: segments one after the other, the bytes of each in one or more areas.
///
/// Safe for concurrent use.
///
/// @param segments cover the disk from its start to its end
record SegmentedDisk(long sizeBytes, List<Segment> segments) implements VirtualDisk {
  SegmentedDisk {
    segments = List.copyOf(segments);
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    require(offset, target.remaining());
    int limit = target.limit();
    long at = offset;
    while (target.hasRemaining()) {
      Piece piece = segmentAt(at).piece(at);
      int count = (int) Math.min(target.remaining(), piece.length());
      target.limit(target.position() + count);
      piece.disk().read(piece.offset(), target);
      target.limit(limit);
      at += count;
    }
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    require(range.offset(), range.length());
    var extents = new ArrayList<Extent>();
    for (long at = range.offset(); at < range.end(); ) {
      Piece piece = segmentAt(at).piece(at);
      long length = Math.min(range.end() - at, piece.length());
      long shift = at - piece.offset();
      for (Extent extent : piece.disk().extents(new ByteRange(piece.offset(), length))) {
        extents.add(moved(extent, shift));
      }
      at += length;
    }
    return extents;
  }

  @Override
  public ByteRange placeBelow(ByteRange range) {
    require(range.offset(), range.length());
    if (range.isEmpty()) {
      return range;
    }
    Piece piece = segmentAt(range.offset()).piece(range.offset());
    long length = Math.min(range.length(), piece.length());
    return piece.disk().placeBelow(new ByteRange(piece.offset(), length));
  }

  @Override
  public void close() {
    // The disks below belong to whoever opened them.
  }

  private static Extent moved(Extent extent, long shift) {
    var range = new ByteRange(extent.range().offset() + shift, extent.range().length());
    return switch (extent) {
      case Extent.Data _ -> new Extent.Data(range);
      case Extent.Zero _ -> new Extent.Zero(range);
    };
  }

  private Segment segmentAt(long offset) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (segments.get(middle).end() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return segments.get(low);
  }

  private void require(long offset, long length) {
    if (offset < 0 || offset > sizeBytes - length) {
      throw new IllegalArgumentException(
          "offset %d, length %d, size %d".formatted(offset, length, sizeBytes));
    }
  }

  /// A part of the volume.
  ///
  /// @param start in bytes of the volume
  /// @param stripeBytes what lies in one area before the next one takes its turn; 0 for one area
  record Segment(long start, long end, long stripeBytes, List<StripeArea> areas) {
    Segment {
      areas = List.copyOf(areas);
    }

    /// The bytes from one of the volume on that lie together.
    Piece piece(long offset) {
      long within = offset - start;
      if (areas.size() == 1) {
        StripeArea area = areas.getFirst();
        return new Piece(area.disk(), area.offset() + within, end - offset);
      }
      long stripe = within / stripeBytes;
      StripeArea area = areas.get((int) (stripe % areas.size()));
      long inStripe = within % stripeBytes;
      long place = stripe / areas.size() * stripeBytes + inStripe;
      return new Piece(area.disk(), area.offset() + place, stripeBytes - inStripe);
    }
  }

  /// Bytes of one physical volume.
  record Piece(VirtualDisk disk, long offset, long length) {}
}
