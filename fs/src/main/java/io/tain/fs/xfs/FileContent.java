package io.tain.fs.xfs;

import io.tain.fs.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The bytes of a file.
record FileContent(Volume volume, Inode inode) {
  /// A run of a hole may be longer than its bytes can be counted.
  private static final long MAX_STEP_BLOCKS = 1 << 20;

  /// Fills `target` with the bytes at `offset`, which lie inside of the file.
  void read(long offset, ByteBuffer target) throws IOException {
    var extents = new Extents(volume, inode.data());
    long blockBytes = volume.blocks().blockBytes();
    long position = offset;
    while (target.hasRemaining()) {
      long logical = position / blockBytes;
      Extents.Run run = extents.locate(logical);
      long blocksLeft = Math.min(run.end() - logical, MAX_STEP_BLOCKS);
      long bytesLeft = blocksLeft * blockBytes - position % blockBytes;
      int count = (int) Math.min(target.remaining(), bytesLeft);
      if (run.isWritten()) {
        long within = position - run.logical() * blockBytes;
        volume.blocks().data(run.physical(), within, target.slice(target.position(), count));
        target.position(target.position() + count);
      } else {
        Zeros.put(target, count);
      }
      position += count;
    }
  }
}
