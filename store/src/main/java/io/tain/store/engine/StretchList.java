package io.tain.store.engine;

import io.tain.store.manifest.LocationPlan.Stretch;
import java.util.ArrayList;
import java.util.List;

/// Joins consecutive runs of one pack to stretches.
final class StretchList {
  private final List<Stretch> stretches = new ArrayList<>();
  private int pack = -1;
  private int runs;

  void add(int nextPack) {
    if (nextPack != pack) {
      flush();
      pack = nextPack;
    }
    runs++;
  }

  List<Stretch> finish() {
    flush();
    return List.copyOf(stretches);
  }

  private void flush() {
    if (runs > 0) {
      stretches.add(new Stretch(runs, pack));
      runs = 0;
    }
  }
}
