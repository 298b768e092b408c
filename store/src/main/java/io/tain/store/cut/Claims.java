package io.tain.store.cut;

import io.tain.base.ByteRange;
import java.util.ArrayList;
import java.util.List;

/// The bytes of a disk that already have their place in the cutting order.
///
/// Ranges in pages of sorted columns: sixteen bytes for each range that touches no other, where a
/// tree of objects takes six times as much, and files may leave a million of them.
final class Claims {
  private final long sizeBytes;
  private final List<Page> pages = new ArrayList<>();

  Claims(long sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  /// The first bytes in a range that nobody has claimed, those that follow each other.
  ///
  /// @return empty when there are none
  ByteRange firstFree(long from, long to) {
    long end = Math.min(to, sizeBytes);
    long at = from;
    for (int i = Math.max(0, pageOf(at)); i < pages.size() && at < end; i++) {
      Page page = pages.get(i);
      for (int r = page.firstEndingAfter(at); r < page.count && at < end; r++) {
        if (page.starts[r] > at) {
          return ByteRange.between(at, Math.min(end, page.starts[r]));
        }
        at = page.ends[r];
      }
    }
    return new ByteRange(at, Math.max(0, end - at));
  }

  /// Claims the bytes of a range that lie on the disk.
  void add(ByteRange range) {
    long start = range.offset();
    long end = Math.min(range.end(), sizeBytes);
    if (start >= end) {
      return;
    }
    // What touches the range is taken out, and what of it reaches beyond the range is claimed
    // again.
    int first = Math.max(0, pageOf(start));
    int last = first;
    while (last < pages.size() && pages.get(last).starts[0] <= end) {
      Page page = pages.get(last);
      int from = page.firstTouching(start);
      int to = page.firstStartingAfter(end);
      if (from < to) {
        start = Math.min(start, page.starts[from]);
        end = Math.max(end, page.ends[to - 1]);
        page.remove(from, to);
      }
      last++;
    }
    pages.subList(first, last).removeIf(page -> page.count == 0);
    insert(start, end);
  }

  private void insert(long start, long end) {
    if (pages.isEmpty()) {
      pages.add(new Page());
    }
    int index = Math.max(0, pageOf(start));
    Page page = pages.get(index);
    if (page.count == Page.RANGES) {
      pages.add(index + 1, page.splitOff());
      insert(start, end);
      return;
    }
    page.insert(start, end);
  }

  /// The last page that begins at or before an offset; -1 if none does.
  private int pageOf(long offset) {
    int low = 0;
    int high = pages.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pages.get(middle).starts[0] > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low - 1;
  }

  /// Ranges that ascend and do not touch.
  private static final class Page {
    private static final int RANGES = 256;

    private final long[] starts = new long[RANGES];
    private final long[] ends = new long[RANGES];
    private int count;

    int firstEndingAfter(long offset) {
      return firstAbove(ends, offset);
    }

    /// The first range that ends at an offset or behind it.
    int firstTouching(long offset) {
      return firstAbove(ends, offset - 1);
    }

    int firstStartingAfter(long offset) {
      return firstAbove(starts, offset);
    }

    void insert(long start, long end) {
      int at = firstStartingAfter(start);
      move(at, at + 1);
      starts[at] = start;
      ends[at] = end;
      count++;
    }

    void remove(int from, int to) {
      move(to, from);
      count -= to - from;
    }

    /// The upper half, which leaves this page.
    Page splitOff() {
      var upper = new Page();
      int half = count / 2;
      upper.count = count - half;
      System.arraycopy(starts, half, upper.starts, 0, upper.count);
      System.arraycopy(ends, half, upper.ends, 0, upper.count);
      count = half;
      return upper;
    }

    private void move(int from, int to) {
      System.arraycopy(starts, from, starts, to, count - from);
      System.arraycopy(ends, from, ends, to, count - from);
    }

    private int firstAbove(long[] column, long value) {
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (column[middle] > value) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }
  }
}
