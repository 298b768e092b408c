package io.tain.disk;

import io.tain.base.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The bytes a guest sees: a fixed-size, read-only, sparse block device.
///
/// Safe for concurrent use. Passes `VirtualDiskContract`.
public interface VirtualDisk extends AutoCloseable {
  /// The size that the guest sees, in bytes.
  long sizeBytes();

  /// Fills `target` with the bytes at `offset`.
  ///
  /// @param offset in bytes; `offset + target.remaining() <= sizeBytes()`
  /// @param target receives exactly `target.remaining()` bytes; unallocated bytes are zeros
  /// @throws MalformedDiskException if the format's tables contradict each other
  /// @throws IOException if the backing file cannot be read; the call may be repeated
  void read(long offset, ByteBuffer target) throws IOException;

  /// The bytes of `range` in a new big-endian buffer; for small ranges, such as headers.
  ///
  /// @param range inside the disk, below 2 GiB
  /// @throws IOException if the backing file cannot be read; the call may be repeated
  default ByteBuffer bytes(ByteRange range) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(Math.toIntExact(range.length()));
    read(range.offset(), target);
    return target.flip();
  }

  /// The runs that cover `range` without gap or overlap, in ascending order.
  ///
  /// @param range inside the disk; a caller with a large disk asks for one window after the other
  /// @return runs clipped to `range`; neighbours of one kind may stay separate
  /// @throws MalformedDiskException if the format's tables contradict each other
  List<Extent> extents(ByteRange range) throws IOException;

  /// How much of the disk is no hole, in bytes.
  ///
  /// @throws MalformedDiskException if the format's tables contradict each other
  /// @throws IOException if it cannot be read; the call may be repeated
  default long countDataBytes() throws IOException {
    long dataBytes = 0;
    for (long at = 0; at < sizeBytes(); ) {
      long end = Math.min(at + (1L << 28), sizeBytes());
      for (Extent extent : extents(ByteRange.between(at, end))) {
        dataBytes += extent instanceof Extent.Data(var range) ? range.length() : 0;
      }
      at = end;
    }
    return dataBytes;
  }

  /// A view of one range of this disk as a disk of its own; closing it leaves this one open.
  default VirtualDisk slice(ByteRange range) {
    return new SlicedDisk(this, range);
  }

  /// Where the first bytes of `range` lie on the disk that this is a view of, as many of them as
  /// lie
  /// together there; for a disk that is no view of another, `range` itself.
  ///
  /// @param range inside the disk
  default ByteRange placeBelow(ByteRange range) {
    return range;
  }

  @Override
  void close() throws IOException;
}
