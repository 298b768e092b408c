package io.tain.store.engine;

import io.tain.store.PackName;
import io.tain.store.pack.PackFooter;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The frames that a disk uses, each counted once.
///
/// One bit for each frame of the packs in use, whatever the number of chunks.
final class FrameUse {
  private final Map<PackName, BitSet> used = new HashMap<>();
  private long storedBytes;

  void use(PackFooter footer, int entry) {
    int frame = footer.frameOf(entry);
    BitSet frames = used.computeIfAbsent(footer.pack(), _ -> new BitSet());
    if (!frames.get(frame)) {
      frames.set(frame);
      storedBytes += footer.frameBytes(frame);
    }
  }

  Set<PackName> packs() {
    return Set.copyOf(used.keySet());
  }

  /// The bytes of the frames in their packs, with their headers.
  long storedBytes() {
    return storedBytes;
  }
}
