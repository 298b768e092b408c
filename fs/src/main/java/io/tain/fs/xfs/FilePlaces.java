package io.tain.fs.xfs;

import io.tain.base.ByteRange;
import io.tain.fs.FileRun;
import io.tain.fs.GatheredRuns;
import java.io.IOException;
import java.util.List;

/// Where the content of a file lies.
record FilePlaces(Volume volume, Inode inode) {
  /// The runs in the order of the file, those that follow each other as one.
  List<FileRun> runs() throws IOException {
    var runs = new GatheredRuns("xfs");
    var extents = new Extents(volume, inode.data());
    long blocks = volume.blocksOf(inode.sizeBytes());
    for (long logical = 0; logical < blocks; ) {
      runs.step();
      Extents.Run run = extents.locate(logical);
      long end = Math.min(run.end(), blocks);
      if (run.isWritten()) {
        long physical = run.physical() + logical - run.logical();
        runs.add(run(logical, volume.blocks().range(physical, end - logical)));
      }
      logical = end;
    }
    return runs.runs();
  }

  private FileRun run(long logical, ByteRange disk) {
    long fileOffset = logical * volume.blocks().blockBytes();
    if (fileOffset > Long.MAX_VALUE - disk.length()) {
      throw Blocks.malformed(inode.offset(), "a file below 2^63 bytes", "inode " + inode.number());
    }
    return new FileRun(fileOffset, disk);
  }
}
