package io.tain.disk.vmdk;

import io.tain.disk.MalformedDiskException;
import io.tain.disk.mapped.BlockDecoder;
import io.tain.disk.mapped.BlockMap.Run;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses grains: a marker (sector of the disk, 8 bytes; length, 4 bytes) and a zlib stream.
///
/// @param sizeBytes of the disk: its last grain may be shorter than the others
record GrainDecoder(HostFile file, int grainBytes, long sizeBytes) implements BlockDecoder {
  static final int MARKER_BYTES = 12;

  @Override
  public ByteBuffer decode(Run.Packed run) throws IOException {
    ByteBuffer marker = file.read(run.hostOffset(), MARKER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long sector = marker.getLong(0);
    int length = marker.getInt(8);
    if (sector != run.start() / SparseHeader.SECTOR_BYTES) {
      throw malformed(
          run, "the grain of sector " + run.start() / SparseHeader.SECTOR_BYTES, sector);
    }
    if (length <= 0 || length > 2 * grainBytes) {
      throw malformed(
          run, "a compressed grain of at most %d bytes".formatted(2 * grainBytes), length);
    }
    ByteBuffer grain = inflate(run, file.read(run.hostOffset() + MARKER_BYTES, length));
    long needed = Math.min(grainBytes, sizeBytes - run.start());
    if (grain.position() < needed) {
      throw malformed(run, "%d bytes of data".formatted(needed), grain.position());
    }
    return grain.rewind();
  }

  private ByteBuffer inflate(Run.Packed run, ByteBuffer packed) {
    ByteBuffer grain = ByteBuffer.allocate(grainBytes);
    var inflater = new Inflater();
    try {
      inflater.setInput(packed);
      while (!inflater.finished()) {
        if (inflater.inflate(grain) == 0 && !inflater.finished()) {
          throw malformed(run, "a zlib stream of one grain", "more, or less");
        }
      }
      return grain;
    } catch (DataFormatException damage) {
      throw (MalformedDiskException)
          malformed(run, "a zlib stream", String.valueOf(damage.getMessage())).causedBy(damage);
    } finally {
      inflater.end();
    }
  }

  private static MalformedDiskException malformed(Run.Packed run, String expected, Object found) {
    return new MalformedDiskException(VmdkRules.FORMAT, "V6", run.hostOffset(), expected, found);
  }
}
