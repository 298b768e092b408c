package io.tain.fs;

import io.tain.base.ByteRange;
import java.util.ArrayList;
import java.util.List;

/// What follows from the runs of a file.
final class FileRuns {
  private FileRuns() {}

  /// The places on the disk, those that follow each other as one.
  static List<ByteRange> joined(List<FileRun> runs) {
    var joined = new ArrayList<ByteRange>();
    for (FileRun run : runs) {
      ByteRange place = run.disk();
      boolean follows = !joined.isEmpty() && joined.getLast().end() == place.offset();
      joined.add(follows ? ByteRange.between(joined.removeLast().offset(), place.end()) : place);
    }
    return joined;
  }

  /// The ranges of the file that no run holds.
  static List<ByteRange> holes(List<FileRun> runs, long sizeBytes) {
    var holes = new ArrayList<ByteRange>();
    long end = 0;
    for (FileRun run : runs) {
      if (run.fileOffset() > end) {
        holes.add(ByteRange.between(end, run.fileOffset()));
      }
      end = run.file().end();
    }
    if (end < sizeBytes) {
      holes.add(ByteRange.between(end, sizeBytes));
    }
    return holes;
  }
}
