package io.tain.store.read;

import io.tain.store.PackName;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import java.util.function.LongConsumer;

/// Fetches the next frames of a pack while a reader goes through it in order.
///
/// Safe for concurrent use: readers that disturb each other only lose the advantage.
final class ReadAhead {
  /// A reader that took so many frames in a row will take the next one too.
  private static final int MIN_IN_ORDER = 3;

  private static final int FRAMES_AHEAD = 1;

  private final FrameCache frames;
  private final LongConsumer fetched;
  private volatile Last last = new Last(new PackName(0, 0), -1, 0);

  ReadAhead(FrameCache frames, LongConsumer fetched) {
    this.frames = frames;
    this.fetched = fetched;
  }

  /// Learns that a frame was read.
  void used(PackFooter footer, int frame) {
    Last before = last;
    boolean samePack = before.pack.equals(footer.pack());
    if (samePack && before.frame == frame) {
      return;
    }
    int inOrder = samePack && frame == before.frame + 1 ? before.inOrder + 1 : 1;
    last = new Last(footer.pack(), frame, inOrder);
    if (inOrder >= MIN_IN_ORDER) {
      for (int next = frame + 1; next <= frame + FRAMES_AHEAD; next++) {
        if (next < footer.frames() && footer.kind(next) == FrameKind.CHUNKS) {
          frames.prefetch(footer, next, fetched);
        }
      }
    }
  }

  private record Last(PackName pack, int frame, int inOrder) {}
}
