package io.tain.store.cut;

import io.tain.base.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The bytes of a disk that already have their place in the cutting order.
final class Claims {
  private final long sizeBytes;

  /// End by start; neighbours are merged, so none touch.
  private final TreeMap<Long, Long> ends = new TreeMap<>();

  Claims(long sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  /// Claims what of a range lies on the disk and nobody has claimed.
  ///
  /// @return the parts that are now claimed by the caller, ascending
  List<ByteRange> claim(ByteRange range) {
    long end = Math.min(range.end(), sizeBytes);
    if (range.offset() >= end) {
      return List.of();
    }
    List<ByteRange> free = freeBetween(range.offset(), end);
    add(range.offset(), end);
    return free;
  }

  /// What nobody has claimed, ascending.
  List<ByteRange> unclaimed() {
    return freeBetween(0, sizeBytes);
  }

  private List<ByteRange> freeBetween(long start, long end) {
    var free = new ArrayList<ByteRange>();
    long at = start;
    var before = ends.floorEntry(start);
    if (before != null) {
      at = Math.max(at, before.getValue());
    }
    for (var taken : ends.subMap(start, false, end, false).entrySet()) {
      if (at < taken.getKey()) {
        free.add(ByteRange.between(at, taken.getKey()));
      }
      at = taken.getValue();
    }
    if (at < end) {
      free.add(ByteRange.between(at, end));
    }
    return free;
  }

  private void add(long start, long end) {
    long newStart = start;
    long newEnd = end;
    var before = ends.floorEntry(start);
    if (before != null && before.getValue() >= start) {
      newStart = before.getKey();
      newEnd = Math.max(newEnd, before.getValue());
    }
    var touched = ends.subMap(newStart, true, newEnd, true);
    if (!touched.isEmpty()) {
      newEnd = Math.max(newEnd, touched.lastEntry().getValue());
    }
    touched.clear();
    ends.put(newStart, newEnd);
  }
}
