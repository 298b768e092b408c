package io.tain.fs.ext4;

import io.tain.base.ByteRange;
import io.tain.fs.FileLimits;
import io.tain.fs.FileRun;
import io.tain.fs.UnsupportedFileSystemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Where the content of a file lies that is not kept in its inode.
record FilePlaces(Volume volume, Inode inode) {
  private static final int MAX_STEPS = 1 << 20;

  /// The runs in the order of the file, those that follow each other as one.
  List<FileRun> runs() throws IOException {
    var runs = new ArrayList<FileRun>();
    BlockMap map = volume.map(inode);
    long blocks = volume.blocksOf(inode);
    int steps = 0;
    for (long logical = 0; logical < blocks; ) {
      if (steps++ == MAX_STEPS || runs.size() > FileLimits.PIECES) {
        throw new UnsupportedFileSystemException(
            volume.superblock().type(),
            "more than %d pieces of a file".formatted(FileLimits.PIECES));
      }
      BlockMap.Run run = map.locate(logical);
      long end = Math.min(run.end(), blocks);
      if (!run.isHole()) {
        long physical = run.physical() + logical - run.logical();
        append(runs, logical, volume.blocks().range(physical, end - logical));
      }
      logical = end;
    }
    return runs;
  }

  private void append(List<FileRun> runs, long logical, ByteRange disk) {
    long fileOffset = logical * volume.blocks().blockBytes();
    if (!runs.isEmpty()) {
      FileRun last = runs.getLast();
      if (last.disk().end() == disk.offset() && last.file().end() == fileOffset) {
        ByteRange both = ByteRange.between(last.disk().offset(), disk.end());
        runs.set(runs.size() - 1, new FileRun(last.fileOffset(), both));
        return;
      }
    }
    runs.add(new FileRun(fileOffset, disk));
  }
}
