package io.tain.fs.hints;

import io.tain.base.ByteRange;
import io.tain.disk.DiskLayout;
import io.tain.disk.Region;
import io.tain.disk.VirtualDisk;
import io.tain.fs.FileSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A file system and where it lies.
///
/// @param name the partition's number, or `GROUP/NAME` of a logical volume
/// @param view its bytes, a view of the disk
record Volume(String name, VirtualDisk view, FileSystem fileSystem) {
  private static final int BLOCK_BYTES = 4096;

  /// Where ranges of the file system lie on the disk, at most `bytes` of them, neighbours joined.
  List<ByteRange> places(List<ByteRange> ranges, long bytes, Budget budget) {
    var places = new ArrayList<ByteRange>();
    long left = bytes;
    for (ByteRange range : ranges) {
      long end = range.offset() + Math.min(left, range.length());
      left -= end - range.offset();
      for (long at = range.offset(); at < end; ) {
        ByteRange place = view.placeBelow(ByteRange.between(at, end));
        boolean follows = !places.isEmpty() && places.getLast().end() == place.offset();
        if (!follows && !budget.take(1)) {
          return List.of();
        }
        long start = follows ? places.removeLast().offset() : place.offset();
        places.add(ByteRange.between(start, place.end()));
        at += place.length();
      }
    }
    return places;
  }

  /// Adds what is allocated, of which files have their part already, and then the whole: what of it
  /// nobody has by then is free.
  void addTables(DiskLayout.Builder layout, Budget budget) throws IOException {
    fileSystem.allocatedRanges(range -> add(Region.Kind.METADATA, range, layout, budget));
    if (!budget.isSpent()) {
      long sizeBytes = Math.min(fileSystem.sizeBytes(), view.sizeBytes());
      add(Region.Kind.FREE, new ByteRange(0, sizeBytes), layout, budget);
    }
  }

  /// The grid is that of the volume.
  private void add(Region.Kind kind, ByteRange range, DiskLayout.Builder layout, Budget budget) {
    List<ByteRange> places = places(List.of(range), range.length(), budget);
    if (!places.isEmpty()) {
      long origin = places.getFirst().offset() - range.offset() % BLOCK_BYTES;
      layout.add(new Region(kind, "", places, origin));
    }
  }
}
