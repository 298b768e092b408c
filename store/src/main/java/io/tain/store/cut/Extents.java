package io.tain.store.cut;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a disk holds bytes, asked for a stretch at a time.
final class Extents {
  /// As much of the disk's tables as is looked at at once.
  private static final long STRETCH_BYTES = 128L << 20;

  private final VirtualDisk disk;
  private List<Extent> stretch = List.of();
  private int next;

  Extents(VirtualDisk disk) {
    this.disk = disk;
  }

  /// The run at `offset`, clipped to `end`; it begins at `offset`.
  Extent at(long offset, long end) throws IOException {
    Extent found = inStretch(offset);
    if (found == null) {
      long length = Math.min(end - offset, STRETCH_BYTES);
      stretch = disk.extents(new ByteRange(offset, length));
      next = 0;
      found = inStretch(offset);
    }
    if (found == null) {
      throw new IllegalStateException("the disk has no extent at byte " + offset);
    }
    var clipped = ByteRange.between(offset, Math.min(end, found.range().end()));
    return switch (found) {
      case Extent.Data _ -> new Extent.Data(clipped);
      case Extent.Zero _ -> new Extent.Zero(clipped);
    };
  }

  /// Offsets mostly ascend, so the search goes on where the last one ended.
  private @Nullable Extent inStretch(long offset) {
    if (next < stretch.size() && stretch.get(next).range().offset() > offset) {
      next = 0;
    }
    for (; next < stretch.size(); next++) {
      ByteRange range = stretch.get(next).range();
      if (range.offset() <= offset && offset < range.end()) {
        return stretch.get(next);
      }
    }
    return null;
  }
}
