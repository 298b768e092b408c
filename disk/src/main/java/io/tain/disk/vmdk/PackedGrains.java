package io.tain.disk.vmdk;

import io.tain.disk.copy.ZeroRuns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/// The grains of a piece of a disk that are not all zeros, compressed, each with its marker and
/// padded to whole sectors.
///
/// @param bytes of all grains, one after the other
record PackedGrains(ByteBuffer bytes, List<Place> places) {
  private static final int SECTOR_BYTES = SparseHeader.SECTOR_BYTES;
  private static final int GRAIN_BYTES = VmdkLayout.GRAIN_BYTES;
  private static final int MARKER_BYTES = GrainDecoder.MARKER_BYTES;

  /// Where a grain stands.
  ///
  /// @param offset in the disk
  /// @param at in the bytes
  record Place(long offset, int at) {}

  /// How many bytes a piece of a disk can become: what deflate cannot make smaller grows by five
  /// bytes for each 16 KiB, and has a frame.
  static int longest(int bytes) {
    return bytes / GRAIN_BYTES * 1024 + bytes + 1024;
  }

  /// Compresses a piece of a disk.
  ///
  /// @param offset in the disk, a multiple of the size of a grain
  /// @param bytes takes what it becomes
  static PackedGrains of(long offset, ByteBuffer data, ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    var places = new ArrayList<Place>();
    var deflater = new Deflater();
    try {
      for (int at = 0; at < data.remaining(); at += GRAIN_BYTES) {
        ByteBuffer grain = data.slice(at, Math.min(GRAIN_BYTES, data.remaining() - at));
        if (!ZeroRuns.isZero(grain)) {
          places.add(new Place(offset + at, bytes.position()));
          pack(deflater, offset + at, grain, bytes);
        }
      }
    } finally {
      deflater.end();
    }
    return new PackedGrains(bytes.flip(), List.copyOf(places));
  }

  private static void pack(Deflater deflater, long offset, ByteBuffer grain, ByteBuffer target) {
    int marker = target.position();
    target.position(marker + MARKER_BYTES);
    deflater.reset();
    deflater.setInput(whole(grain));
    deflater.finish();
    int length = deflater.deflate(target, Deflater.NO_FLUSH);
    target.putLong(marker, offset / SECTOR_BYTES).putInt(marker + 8, length);
    int end = (target.position() + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    target.put(new byte[end - target.position()]);
  }

  // The last grain of a disk is as long as the others.
  private static ByteBuffer whole(ByteBuffer grain) {
    return grain.remaining() == GRAIN_BYTES
        ? grain
        : ByteBuffer.allocate(GRAIN_BYTES).put(grain.duplicate()).rewind();
  }
}
