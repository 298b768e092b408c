package io.tain.fs.ext4;

import io.tain.fs.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The content of a file that lies in blocks.
record FileContent(Volume volume, Inode inode) {
  /// Fills `target` with the bytes at `offset`, which lie inside of the file.
  void read(long offset, ByteBuffer target) throws IOException {
    BlockMap map = volume.map(inode);
    long blockBytes = volume.blocks().blockBytes();
    long position = offset;
    while (target.hasRemaining()) {
      BlockMap.Run run = map.locate(position / blockBytes);
      long within = position - run.logical() * blockBytes;
      int count = (int) Math.min(target.remaining(), run.count() * blockBytes - within);
      if (run.isHole()) {
        Zeros.put(target, count);
      } else {
        volume.blocks().data(run.physical(), within, target.slice(target.position(), count));
        target.position(target.position() + count);
      }
      position += count;
    }
  }
}
