package io.tain.store.engine;

import io.tain.store.PackName;
import io.tain.store.pack.PackFooter;
import io.tain.store.read.DeltaBaseFinder;
import io.tain.store.read.FramePlace;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The frames that a disk uses, those included that others are compressed against; each once.
///
/// One bit for each frame of the packs in use, whatever the number of chunks.
final class FrameUse {
  private final DeltaBaseFinder bases;
  private final Map<PackName, BitSet> used = new HashMap<>();

  /// Frames that may be bases of others.
  private final Map<PackName, BitSet> whole = new HashMap<>();

  private long storedBytes;

  FrameUse(DeltaBaseFinder bases) {
    this.bases = bases;
  }

  /// Counts a frame, and what it is compressed against.
  void use(PackFooter footer, int frame) throws IOException {
    BitSet frames = used.computeIfAbsent(footer.pack(), _ -> new BitSet());
    if (frames.get(frame)) {
      return;
    }
    frames.set(frame);
    storedBytes += footer.frameBytes(frame);
    if (footer.bases(frame) == 0) {
      whole.computeIfAbsent(footer.pack(), _ -> new BitSet()).set(frame);
    }
    for (int i = 0; i < footer.bases(frame); i++) {
      FramePlace base = bases.find(footer, frame, i, _ -> {});
      use(base.footer(), base.frame());
    }
  }

  Set<PackName> packs() {
    return Set.copyOf(used.keySet());
  }

  /// The frames in use that are no deltas.
  Map<PackName, BitSet> whole() {
    return whole;
  }

  /// The bytes of the frames in their packs, with their headers.
  long storedBytes() {
    return storedBytes;
  }
}
