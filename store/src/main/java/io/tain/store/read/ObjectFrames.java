package io.tain.store.read;

import io.tain.store.DamagedException;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackReader;
import io.tain.store.pack.StoredFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Reads frames that hold one object, which are not kept.
///
/// Safe for concurrent use.
record ObjectFrames(PackReader reader, DeltaBaseFinder bases) {
  /// The plain bytes of a frame that holds an object of this kind.
  byte[] read(PackFooter footer, int frame, FrameKind kind, LongConsumer fetched)
      throws IOException {
    if (frame < 0 || frame >= footer.frames() || footer.kind(frame) != kind) {
      throw new DamagedException(
          "pack " + footer.pack() + " frame " + frame,
          0,
          kind,
          frame < footer.frames() ? "another kind" : "no frame");
    }
    StoredFrame stored = reader.stored(footer, frame, fetched);
    var plains = new ArrayList<byte[]>();
    for (FramePlace base : bases.of(stored, fetched)) {
      // Bounded before it is read: a dictionary of an object is all of its bytes.
      stored.requireDictionary(base.footer().plainBytes(base.frame()));
      plains.add(reader.plain(reader.stored(base.footer(), base.frame(), fetched), List.of()));
    }
    return reader.plain(stored, plains);
  }
}
