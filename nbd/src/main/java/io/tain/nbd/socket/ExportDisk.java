package io.tain.nbd.socket;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The disk of an export, its failures told from those of the connection, its runs merged.
record ExportDisk(VirtualDisk disk) {
  /// Shorter holes are sent as data: a chunk of their own would cost more than it saves.
  private static final int MIN_HOLE_BYTES = 4096;

  /// A run of one kind.
  record Run(boolean hole, ByteRange range) {}

  void read(long offset, ByteBuffer target) throws DiskReadException {
    try {
      disk.read(offset, target);
    } catch (IOException | RuntimeException e) {
      throw new DiskReadException(e);
    }
  }

  /// The runs of `range` as they are worth sending: neighbours of one kind are one.
  List<Run> runsToSend(ByteRange range) throws DiskReadException {
    return runs(range, MIN_HOLE_BYTES);
  }

  /// The runs of `range` exactly: neighbours of one kind are one.
  List<Run> runs(ByteRange range) throws DiskReadException {
    return runs(range, 1);
  }

  private List<Run> runs(ByteRange range, int minHoleBytes) throws DiskReadException {
    var runs = new ArrayList<Run>();
    for (Extent extent : extents(range)) {
      boolean hole =
          switch (extent) {
            case Extent.Data _ -> false;
            case Extent.Zero _ -> true;
          };
      append(runs, new Run(hole, extent.range()));
    }
    if (minHoleBytes == 1) {
      return runs;
    }
    var worthSending = new ArrayList<Run>();
    for (Run run : runs) {
      boolean hole = run.hole && run.range.length() >= minHoleBytes;
      append(worthSending, new Run(hole, run.range));
    }
    return worthSending;
  }

  private static void append(List<Run> runs, Run next) {
    if (next.range.isEmpty()) {
      return;
    }
    if (!runs.isEmpty() && runs.getLast().hole == next.hole) {
      Run last = runs.removeLast();
      runs.add(new Run(next.hole, ByteRange.between(last.range.offset(), next.range.end())));
    } else {
      runs.add(next);
    }
  }

  private List<Extent> extents(ByteRange range) throws DiskReadException {
    try {
      return disk.extents(range);
    } catch (IOException | RuntimeException e) {
      throw new DiskReadException(e);
    }
  }
}
