package io.tain.fs.ext4;

import io.tain.fs.FileRun;
import io.tain.fs.GatheredRuns;
import java.io.IOException;
import java.util.List;

/// Where the content of a file lies that is not kept in its inode.
record FilePlaces(Volume volume, Inode inode) {
  /// The runs in the order of the file, those that follow each other as one.
  List<FileRun> runs() throws IOException {
    var runs = new GatheredRuns(volume.superblock().type());
    BlockMap map = volume.map(inode);
    long blocks = volume.blocksOf(inode);
    for (long logical = 0; logical < blocks; ) {
      runs.step();
      BlockMap.Run run = map.locate(logical);
      long end = Math.min(run.end(), blocks);
      if (!run.isHole()) {
        long physical = run.physical() + logical - run.logical();
        long fileOffset = logical * volume.blocks().blockBytes();
        runs.add(new FileRun(fileOffset, volume.blocks().range(physical, end - logical)));
      }
      logical = end;
    }
    return runs.runs();
  }
}
