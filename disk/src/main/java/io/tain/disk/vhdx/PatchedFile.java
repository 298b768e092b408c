package io.tain.disk.vhdx;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.ExtentList;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A file as it would be if its log had been applied; nothing is written to it.
///
/// Patching is for one thread, before reading; reading is safe for concurrent use.
final class PatchedFile implements VirtualDisk {
  private static final int MAX_PATCHES = 1 << 15;
  private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final HostFile file;
  private final long sizeBytes;

  /// Patches by where they begin; none overlaps another.
  private final TreeMap<Long, Patch> patches = new TreeMap<>();

  /// @param sizeBytes at least that of the file; what is behind its end are zeros
  PatchedFile(VirtualDisk file, long sizeBytes) {
    this.file = new HostFile(file);
    this.sizeBytes = sizeBytes;
  }

  /// Puts bytes at a place, over what was patched there before.
  void put(long offset, ByteBuffer data) {
    ByteRange range = new ByteRange(offset, data.remaining());
    put(new Patch(range, data));
  }

  /// Makes a range zeros, over what was patched there before.
  void zero(ByteRange range) {
    put(new Patch(range, NO_DATA));
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0 || offset > sizeBytes - target.remaining()) {
      throw new IllegalArgumentException("offset " + offset + " of " + sizeBytes);
    }
    var range = new ByteRange(offset, target.remaining());
    ByteBuffer whole = target.slice();
    file.read(offset, target);
    for (Patch patch : patchesOf(range)) {
      patch.copyTo(whole, range);
    }
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    var extents = new ExtentList(file.bytes(), range.offset());
    long at = range.offset();
    for (Patch patch : patchesOf(range)) {
      ByteRange patched = patch.range();
      if (patched.offset() > at) {
        extents.heldTo(patched.offset(), at);
      }
      at = Math.min(patched.end(), range.end());
      if (patch.data().hasRemaining()) {
        extents.dataTo(at);
      } else {
        extents.zerosTo(at);
      }
    }
    extents.heldTo(range.end(), at);
    return extents.toList();
  }

  @Override
  public void close() throws IOException {
    file.bytes().close();
  }

  /// Those that touch a range.
  private List<Patch> patchesOf(ByteRange range) {
    Map.Entry<Long, Patch> before = patches.floorEntry(range.offset());
    boolean touches = before != null && before.getValue().range().end() > range.offset();
    long from = touches ? before.getKey() : range.offset();
    return range.isEmpty() ? List.of() : List.copyOf(patches.subMap(from, range.end()).values());
  }

  private void put(Patch patch) {
    if (patches.size() >= MAX_PATCHES) {
      throw Refusal.unsupported(
          patch.range().offset(), "a log that changes more than %d places".formatted(MAX_PATCHES));
    }
    clear(patch.range());
    patches.put(patch.range().offset(), patch);
  }

  private void clear(ByteRange range) {
    Map.Entry<Long, Patch> before = patches.lowerEntry(range.offset());
    if (before != null && before.getValue().range().end() > range.offset()) {
      Patch cut = before.getValue();
      patches.put(before.getKey(), cut.part(before.getKey(), range.offset()));
      if (cut.range().end() > range.end()) {
        patches.put(range.end(), cut.part(range.end(), cut.range().end()));
      }
    }
    var covered = patches.subMap(range.offset(), range.end());
    Patch last = covered.isEmpty() ? null : covered.lastEntry().getValue();
    covered.clear();
    if (last != null && last.range().end() > range.end()) {
      patches.put(range.end(), last.part(range.end(), last.range().end()));
    }
  }

  /// @param data of the range, or nothing for zeros
  private record Patch(ByteRange range, ByteBuffer data) {
    Patch part(long from, long to) {
      ByteRange kept = ByteRange.between(from, to);
      return new Patch(
          kept,
          data.hasRemaining()
              ? data.slice((int) (from - range.offset()), (int) kept.length())
              : data);
    }

    void copyTo(ByteBuffer target, ByteRange wanted) {
      long from = Math.max(range.offset(), wanted.offset());
      long to = Math.min(range.end(), wanted.end());
      if (from >= to) {
        return;
      }
      int at = (int) (from - wanted.offset());
      int length = (int) (to - from);
      ByteBuffer bytes =
          data.hasRemaining()
              ? data.slice((int) (from - range.offset()), length)
              : ByteBuffer.allocate(length);
      target.put(at, bytes, 0, length);
    }
  }
}
