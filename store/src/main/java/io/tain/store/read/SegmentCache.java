package io.tain.store.read;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The segments of one disk that were used last.
///
/// Safe for concurrent use.
final class SegmentCache {
  private static final int MAX_BYTES = 64 * 1024 * 1024;
  private static final int HOLE_BYTES = 64;

  private final ManifestReader manifest;

  /// In the order of last use; guarded by itself, as is `heldBytes`.
  private final LinkedHashMap<Integer, Optional<PlacedSegment>> held =
      new LinkedHashMap<>(16, 0.75f, true);

  private long heldBytes;

  SegmentCache(ManifestReader manifest) {
    this.manifest = manifest;
  }

  Optional<PlacedSegment> get(int index) throws IOException {
    synchronized (held) {
      Optional<PlacedSegment> present = held.get(index);
      if (present != null) {
        return present;
      }
    }
    Optional<PlacedSegment> loaded = manifest.segment(index);
    synchronized (held) {
      if (held.put(index, loaded) == null) {
        heldBytes += weight(loaded);
      }
      var eldest = held.entrySet().iterator();
      while (heldBytes > MAX_BYTES && held.size() > 1) {
        heldBytes -= weight(eldest.next().getValue());
        eldest.remove();
      }
    }
    return loaded;
  }

  private static long weight(Optional<PlacedSegment> segment) {
    return segment.map(PlacedSegment::weightBytes).orElse(HOLE_BYTES);
  }
}
