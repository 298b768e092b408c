package io.tain.disk.copy;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts a disk into windows and gives out those that hold data, in ascending order.
///
/// Safe for concurrent use.
final class WindowQueue {
  private static final long SPAN_BYTES = 1L << 28;

  private final VirtualDisk disk;
  private final int windowBytes;
  private final ArrayDeque<Window> ready = new ArrayDeque<>();
  private long position;
  private long index;

  /// A window of a disk with the extents that cover it; `index` counts the windows given out.
  record Window(long index, ByteRange range, List<Extent> extents) {}

  WindowQueue(VirtualDisk disk, int windowBytes) {
    this.disk = disk;
    this.windowBytes = windowBytes;
  }

  synchronized Optional<Window> next() throws IOException {
    while (ready.isEmpty() && position < disk.sizeBytes()) {
      long end = Math.min(position + SPAN_BYTES, disk.sizeBytes());
      cut(disk.extents(ByteRange.between(position, end)));
      position = end;
    }
    return Optional.ofNullable(ready.poll());
  }

  private void cut(List<Extent> extents) {
    var inWindow = new ArrayList<Extent>();
    for (Extent extent : extents) {
      ByteRange run = extent.range();
      long at = run.offset();
      while (at < run.end()) {
        if (!inWindow.isEmpty() && at % windowBytes == 0) {
          finish(inWindow);
        }
        if (inWindow.isEmpty() && extent instanceof Extent.Zero) {
          at = skip(at, run, inWindow);
        } else {
          long end = Math.min(run.end(), (at / windowBytes + 1) * windowBytes);
          inWindow.add(part(extent, ByteRange.between(at, end)));
          at = end;
        }
      }
    }
    finish(inWindow);
  }

  // Whole windows of a hole are passed over at once; its last part belongs to the next window.
  private long skip(long at, ByteRange hole, List<Extent> inWindow) {
    long lastWindow = hole.end() / windowBytes * windowBytes;
    long from = Math.max(at, lastWindow);
    if (from < hole.end()) {
      inWindow.add(new Extent.Zero(ByteRange.between(from, hole.end())));
    }
    return hole.end();
  }

  private void finish(List<Extent> inWindow) {
    if (inWindow.stream().anyMatch(Extent.Data.class::isInstance)) {
      long start = inWindow.getFirst().range().offset();
      long end = inWindow.getLast().range().end();
      ready.add(new Window(index++, ByteRange.between(start, end), List.copyOf(inWindow)));
    }
    inWindow.clear();
  }

  private static Extent part(Extent extent, ByteRange range) {
    return switch (extent) {
      case Extent.Data _ -> new Extent.Data(range);
      case Extent.Zero _ -> new Extent.Zero(range);
    };
  }
}
