package io.tain.store.engine;

import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;

/// What a pack holds, in sums.
///
/// @param chunkBytes plain bytes of its chunks
record PackContent(long sizeBytes, long chunks, long chunkBytes) {
  static PackContent of(PackFooter footer) {
    long chunks = 0;
    long bytes = 0;
    for (int frame = 0; frame < footer.frames(); frame++) {
      if (footer.kind(frame) == FrameKind.CHUNKS) {
        chunks += footer.firstEntry(frame + 1) - footer.firstEntry(frame);
        bytes += footer.plainBytes(frame);
      }
    }
    return new PackContent(footer.packBytes(), chunks, bytes);
  }
}
