package io.tain.app;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.OpenedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Tells which parts of a disk file hold data; needs no store.
public final class MapDisk {
  private static final long WINDOW_BYTES = 1L << 28;

  /// The runs of a disk in ascending order, neighbours of one kind as one.
  ///
  /// @throws io.tain.base.TainException if the file is unsafe, damaged or not supported
  /// @throws IOException if it cannot be read; the call may be repeated
  public List<Extent> run(DiskFile file) throws IOException {
    var runs = new ArrayList<Extent>();
    try (OpenedDisk opened = file.open()) {
      long sizeBytes = opened.disk().sizeBytes();
      for (long at = 0; at < sizeBytes; at += WINDOW_BYTES) {
        var window = ByteRange.between(at, Math.min(at + WINDOW_BYTES, sizeBytes));
        opened.disk().extents(window).forEach(extent -> add(runs, extent));
      }
    }
    return List.copyOf(runs);
  }

  private static void add(List<Extent> runs, Extent extent) {
    if (runs.isEmpty() || isData(runs.getLast()) != isData(extent)) {
      runs.add(extent);
      return;
    }
    var joined = ByteRange.between(runs.removeLast().range().offset(), extent.range().end());
    runs.add(isData(extent) ? new Extent.Data(joined) : new Extent.Zero(joined));
  }

  private static boolean isData(Extent extent) {
    return extent instanceof Extent.Data;
  }
}
