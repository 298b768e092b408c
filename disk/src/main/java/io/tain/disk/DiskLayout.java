package io.tain.disk;

import io.tain.base.ByteRange;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// In what order and on which grid a disk should be cut: hints, never needed for correctness.
///
/// Kept as bytes, some ten of them for a file and what its path does not share with the one before,
/// since a disk may have millions of files. Regions are made while one goes through them; they
/// stand in cutting order, but those of free space are cut last. What no region covers is cut in
/// disk order behind the others.
public final class DiskLayout {
  /// No hints: the disk is cut in disk order.
  public static final DiskLayout DISK_ORDER = of(List.of());

  private static final List<Region.Kind> KINDS = List.of(Region.Kind.values());

  private final byte[] encoded;
  private final int count;

  private DiskLayout(byte[] encoded, int count) {
    this.encoded = encoded;
    this.count = count;
  }

  /// A layout of few regions.
  public static DiskLayout of(List<Region> regions) {
    var builder = new Builder();
    regions.forEach(builder::add);
    return builder.build();
  }

  /// The regions in cutting order.
  public Iterable<Region> regions() {
    return Regions::new;
  }

  /// How many regions there are.
  public int count() {
    return count;
  }

  /// Takes regions one after the other; not safe for concurrent use.
  public static final class Builder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String lastPath = "";
    private long lastEnd;
    private int count;

    /// Adds the next region in cutting order.
    public void add(Region region) {
      out.write(KINDS.indexOf(region.kind()));
      addPath(region.path());
      addNumber(region.runs().size());
      for (ByteRange run : region.runs()) {
        addDistance(run.offset() - lastEnd);
        addNumber(run.length());
        lastEnd = run.end();
      }
      addDistance(region.gridOrigin() - firstOf(region.runs()));
      count++;
    }

    /// How many bytes the regions take so far.
    public int sizeBytes() {
      return out.size();
    }

    /// The layout of the regions added.
    public DiskLayout build() {
      return new DiskLayout(out.toByteArray(), count);
    }

    private void addPath(String path) {
      int shared = 0;
      int most = Math.min(path.length(), lastPath.length());
      while (shared < most && path.charAt(shared) == lastPath.charAt(shared)) {
        shared++;
      }
      addNumber(shared);
      addNumber(path.length() - shared);
      for (int i = shared; i < path.length(); i++) {
        addNumber(path.charAt(i));
      }
      lastPath = path;
    }

    /// Small for a number near zero on either side.
    private void addDistance(long distance) {
      addNumber((distance << 1) ^ (distance >> 63));
    }

    private void addNumber(long number) {
      long left = number;
      while ((left & ~0x7FL) != 0) {
        out.write((int) ((left & 0x7F) | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }
  }

  private static long firstOf(List<ByteRange> runs) {
    return runs.isEmpty() ? 0 : runs.getFirst().offset();
  }

  /// One way through the regions.
  private final class Regions implements Iterator<Region> {
    private int at;
    private final StringBuilder path = new StringBuilder();
    private long lastEnd;

    @Override
    public boolean hasNext() {
      return at < encoded.length;
    }

    @Override
    public Region next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Region.Kind kind = KINDS.get(encoded[at++]);
      readPath();
      int size = (int) number();
      var runs = new ArrayList<ByteRange>(size);
      for (int i = 0; i < size; i++) {
        long offset = lastEnd + distance();
        runs.add(new ByteRange(offset, number()));
        lastEnd = runs.getLast().end();
      }
      long origin = firstOf(runs) + distance();
      return new Region(kind, path.toString(), runs, origin);
    }

    private void readPath() {
      path.setLength((int) number());
      for (int left = (int) number(); left > 0; left--) {
        path.append((char) number());
      }
    }

    private long distance() {
      long number = number();
      return (number >>> 1) ^ -(number & 1);
    }

    private long number() {
      long number = 0;
      int shift = 0;
      byte next;
      do {
        next = encoded[at++];
        number |= (next & 0x7FL) << shift;
        shift += 7;
      } while (next < 0);
      return number;
    }
  }
}
