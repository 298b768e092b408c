package io.tain.disk.residue;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.Place;
import io.tain.disk.Place.Codec;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.ZeroRuns;
import io.tain.disk.mapped.HostFile;
import io.tain.disk.residue.Residue.Packing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Goes through a file once and finds what the disk explains of it.
///
/// For one thread.
final class Comparison {
  private static final int STEP_BYTES = 1 << 20;

  private final VirtualDisk file;
  private final VirtualDisk disk;
  private final long maxLiteralBytes;
  private final Segments segments = new Segments();
  private final Literals.Builder literals = new Literals.Builder();
  private int blockBytes;
  private long blocks;
  private long reproduced;

  Comparison(VirtualDisk file, VirtualDisk disk, long maxLiteralBytes) {
    this.file = file;
    this.disk = disk;
    this.maxLiteralBytes = maxLiteralBytes;
  }

  /// What the disk does not explain; empty when that is too much.
  ///
  /// @throws IOException if the file cannot be read
  Optional<Residue> residue(PlacesInFile places) throws IOException {
    for (Place place : places.sorted()) {
      // What overlaps, as in a file that its log changes, is taken as it stands there.
      if (place.fileOffset() >= segments.end() && place.fileOffset() < file.sizeBytes()) {
        switch (place) {
          case Place.Stored stored -> take(stored);
          case Place.Packed packed -> take(packed);
        }
      }
      if (literals.length() > maxLiteralBytes) {
        return Optional.empty();
      }
    }
    keepUpTo(file.sizeBytes());
    Codec codec = places.codec().orElse(Codec.ZLIB);
    return literals.length() > maxLiteralBytes
        ? Optional.empty()
        : Optional.of(
            new Residue(
                segments, literals.build(), new Packing(codec, blockBytes, blocks, reproduced)));
  }

  private void take(Place.Stored place) throws IOException {
    long length =
        Math.min(
            place.length(),
            Math.min(file.sizeBytes() - place.fileOffset(), disk.sizeBytes() - place.diskOffset()));
    keepUpTo(place.fileOffset());
    for (long done = 0; done < length; done += STEP_BYTES) {
      int step = (int) Math.min(STEP_BYTES, length - done);
      ByteBuffer found = file.bytes(new ByteRange(place.fileOffset() + done, step));
      if (found.equals(disk.bytes(new ByteRange(place.diskOffset() + done, step)))) {
        segments.add(Segments.HELD, place.diskOffset() + done, step);
      } else {
        keep(found);
      }
    }
  }

  private void take(Place.Packed place) throws IOException {
    blocks++;
    blockBytes = place.blockBytes();
    byte[] block = new HostFile(disk).read(place.diskOffset(), blockBytes).array();
    byte[] packed = Recompression.of(block, place.codec());
    if (packed.length <= file.sizeBytes() - place.fileOffset()) {
      byte[] found = file.bytes(new ByteRange(place.fileOffset(), packed.length)).array();
      if (Arrays.equals(found, packed)) {
        keepUpTo(place.fileOffset());
        segments.add(Segments.PACKED, place.diskOffset(), packed.length);
        reproduced++;
      }
    }
  }

  /// Keeps the bytes between what was found last and this place.
  private void keepUpTo(long end) throws IOException {
    while (segments.end() < end && literals.length() <= maxLiteralBytes) {
      long from = segments.end();
      var range = ByteRange.between(from, Math.min(end, from + (1L << 30)));
      for (Extent extent : file.extents(range)) {
        switch (extent) {
          case Extent.Zero(var run) -> segments.add(Segments.ZEROS, 0, run.length());
          case Extent.Data(var run) -> keep(run);
        }
      }
    }
  }

  private void keep(ByteRange run) throws IOException {
    for (long at = run.offset(); at < run.end(); at += STEP_BYTES) {
      keep(file.bytes(ByteRange.between(at, Math.min(at + STEP_BYTES, run.end()))));
      if (literals.length() > maxLiteralBytes) {
        return;
      }
    }
  }

  private void keep(ByteBuffer bytes) {
    var runs = new ZeroRuns(bytes);
    int done = 0;
    while (runs.next()) {
      segments.add(Segments.ZEROS, 0, runs.start() - done);
      segments.add(Segments.LITERAL, literals.length(), runs.length());
      literals.add(bytes.slice(runs.start(), runs.length()));
      done = runs.start() + runs.length();
    }
    segments.add(Segments.ZEROS, 0, bytes.limit() - done);
  }
}
