package io.tain.disk.mapped;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Lists the runs of a disk in ascending order, neighbours of one kind as one extent.
///
/// Of what another disk or file holds, its holes are zeros, and so is what lies behind its end. For
/// one thread.
public final class ExtentList {
  private final VirtualDisk holder;
  private final List<Extent> extents = new ArrayList<>();
  private long listedTo;

  /// What the holder has from here on up to `end` is not looked up yet: the next may follow it.
  private long heldAt;

  private long end;

  /// A list that begins at this byte.
  ///
  /// @param holder of the bytes that are held as they are
  public ExtentList(VirtualDisk holder, long start) {
    this.holder = holder;
    this.listedTo = start;
    this.end = start;
  }

  /// Adds zeros up to this byte.
  ///
  /// @throws IOException if the holder cannot be read; the list is of no use then
  public void zerosTo(long to) throws IOException {
    lookUp();
    add(false, to);
  }

  /// Adds bytes that are not held as they are, up to this byte.
  ///
  /// @throws IOException if the holder cannot be read; the list is of no use then
  public void dataTo(long to) throws IOException {
    lookUp();
    add(true, to);
  }

  /// Adds bytes up to this one that the holder has at `offset` and after.
  ///
  /// @throws IOException if the holder cannot be read; the list is of no use then
  public void heldTo(long to, long offset) throws IOException {
    if (offset != heldAt + end - listedTo) {
      lookUp();
    }
    if (end == listedTo) {
      heldAt = offset;
    }
    end = to;
  }

  /// All that was added.
  ///
  /// @throws IOException if the holder cannot be read
  public List<Extent> toList() throws IOException {
    lookUp();
    return List.copyOf(extents);
  }

  private void lookUp() throws IOException {
    long moved = listedTo - heldAt;
    long heldEnd = Math.min(end - moved, holder.sizeBytes());
    if (heldAt < heldEnd && listedTo < end) {
      for (Extent extent : holder.extents(ByteRange.between(heldAt, heldEnd))) {
        add(extent instanceof Extent.Data, extent.range().end() + moved);
      }
    }
    add(false, end);
  }

  private void add(boolean isData, long to) {
    if (to <= listedTo) {
      return;
    }
    long from = listedTo;
    if (!extents.isEmpty() && extents.getLast() instanceof Extent.Data == isData) {
      from = extents.removeLast().range().offset();
    }
    ByteRange range = ByteRange.between(from, to);
    extents.add(isData ? new Extent.Data(range) : new Extent.Zero(range));
    listedTo = to;
    end = Math.max(end, to);
  }
}
