package io.tain.blob.memory;

import io.tain.blob.BlobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The faults that are still to come.
final class FaultPlan {
  private final List<Planned> planned = new ArrayList<>();

  void add(BlobFault fault, int times, Predicate<BlobKey> keys) {
    planned.add(new Planned(fault, keys, times));
  }

  void clear() {
    planned.clear();
  }

  /// True when an operation on `key` meets this fault now; each time uses the fault up by one.
  boolean meets(BlobFault fault, BlobKey key) {
    for (Planned candidate : planned) {
      if (candidate.fault == fault && candidate.times > 0 && candidate.keys.test(key)) {
        candidate.times--;
        return true;
      }
    }
    return false;
  }

  private static final class Planned {
    private final BlobFault fault;
    private final Predicate<BlobKey> keys;
    private int times;

    Planned(BlobFault fault, Predicate<BlobKey> keys, int times) {
      this.fault = fault;
      this.keys = keys;
      this.times = times;
    }
  }
}
