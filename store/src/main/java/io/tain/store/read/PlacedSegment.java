package io.tain.store.read;

import io.tain.store.PackName;
import io.tain.store.manifest.LocationPlan.SegmentPlace;
import io.tain.store.manifest.LocationPlan.Stretch;
import io.tain.store.manifest.Segment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A segment, and the pack in which each of its chunks was when the plan was written.
///
/// Safe for concurrent use.
final class PlacedSegment {
  private final Segment segment;
  private final List<PackName> packs;
  private final int[] stretchEnds;
  private final int[] stretchPacks;

  /// Runs whose chunks were found elsewhere; guarded by itself.
  private final Map<Integer, PackName> moved = new HashMap<>();

  PlacedSegment(Segment segment, List<PackName> packs, SegmentPlace place) {
    this.segment = segment;
    this.packs = packs;
    List<Stretch> stretches = place.stretches();
    this.stretchEnds = new int[stretches.size()];
    this.stretchPacks = new int[stretches.size()];
    int end = 0;
    for (int i = 0; i < stretchEnds.length; i++) {
      end += stretches.get(i).runs();
      stretchEnds[i] = end;
      stretchPacks[i] = stretches.get(i).pack();
    }
  }

  Segment segment() {
    return segment;
  }

  int weightBytes() {
    return segment.weightBytes() + 8 * stretchEnds.length;
  }

  /// The pack that should hold a run's chunk; empty when nothing is known of it.
  Optional<PackName> packOf(int run) {
    synchronized (moved) {
      PackName found = moved.get(run);
      if (found != null) {
        return Optional.of(found);
      }
    }
    int at = Arrays.binarySearch(stretchEnds, run + 1);
    int stretch = at >= 0 ? at : -at - 1;
    return stretch < stretchPacks.length
        ? Optional.of(packs.get(stretchPacks[stretch]))
        : Optional.empty();
  }

  /// Remembers that a run's chunk was found in another pack.
  void moved(int run, PackName pack) {
    synchronized (moved) {
      moved.put(run, pack);
    }
  }
}
