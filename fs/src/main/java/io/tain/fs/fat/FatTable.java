package io.tain.fs.fat;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import io.tain.fs.AllocatedRanges;
import io.tain.fs.FileLimits;
import io.tain.fs.FileSystem;
import io.tain.fs.UnsupportedFileSystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The table that says which cluster follows which, read through a window that moves.
///
/// One walk, one object: not safe for concurrent use.
final class FatTable {
  private static final int WINDOW_BYTES = 4096;
  private static final long END = 0x0FFFFFF8;

  private final VirtualDisk disk;
  private final FatGeometry geometry;
  private final ByteBuffer window =
      ByteBuffer.allocate(WINDOW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long windowOffset = -1;

  FatTable(VirtualDisk disk, FatGeometry geometry) {
    this.disk = disk;
    this.geometry = geometry;
  }

  /// Where the clusters of a chain lie on the disk, in their order.
  ///
  /// @param clusters how many are needed; the chain may be longer
  List<ByteRange> chain(Link first, long clusters) throws IOException {
    if (clusters > geometry.clusters()) {
      throw FatGeometry.malformed(
          first.offset(), "at most " + geometry.clusters() + " clusters", clusters);
    }
    var runs = new ArrayList<ByteRange>();
    Link link = first;
    for (long i = 0; i < clusters; i++) {
      add(runs, checked(link));
      link = next(link.cluster());
    }
    requireApart(runs);
    return runs;
  }

  /// The clusters of a chain to its end, of which there may be `most`.
  List<ByteRange> wholeChain(Link first, long most) throws IOException {
    var runs = new ArrayList<ByteRange>();
    long count = 0;
    for (Link link = first; link.cluster() < END; link = next(link.cluster())) {
      add(runs, checked(link));
      if (++count > most) {
        throw FatGeometry.malformed(
            link.offset(), "an end within " + most + " clusters", first.cluster());
      }
    }
    requireApart(runs);
    return runs;
  }

  long freeClusters() throws IOException {
    long free = 0;
    for (long cluster = 2; cluster < geometry.clusters() + 2; cluster++) {
      if (entry(cluster) == 0) {
        free++;
      }
    }
    return free;
  }

  /// Shows the tables, the clusters in use and what lies behind the last cluster.
  void allocatedRanges(FileSystem.RangeVisitor visitor) throws IOException {
    var ranges = new AllocatedRanges(visitor);
    ranges.add(0, geometry.dataOffset());
    long end = geometry.clusters() + 2;
    for (long cluster = 2; cluster < end; cluster++) {
      if (entry(cluster) != 0) {
        ranges.add(geometry.offsetOf(cluster), geometry.clusterBytes());
      }
    }
    ranges.add(geometry.offsetOf(end), geometry.sizeBytes() - geometry.offsetOf(end));
    ranges.flush();
  }

  /// The second entry, which holds the state of the volume.
  long state() throws IOException {
    return entry(1);
  }

  private void add(List<ByteRange> runs, long cluster) {
    long offset = geometry.offsetOf(cluster);
    long end = offset + geometry.clusterBytes();
    if (!runs.isEmpty() && runs.getLast().end() == offset) {
      runs.add(ByteRange.between(runs.removeLast().offset(), end));
    } else if (runs.size() == FileLimits.PIECES) {
      requireApart(runs);
      throw new UnsupportedFileSystemException(
          FatGeometry.TYPE, "more than %d pieces of a file".formatted(FileLimits.PIECES));
    } else {
      runs.add(ByteRange.between(offset, end));
    }
  }

  /// Makes sure that no cluster is there twice: a chain that returns to itself would be read as
  /// content that repeats.
  private void requireApart(List<ByteRange> runs) {
    var sorted = new ArrayList<>(runs);
    sorted.sort(Comparator.comparingLong(ByteRange::offset));
    for (int i = 1; i < sorted.size(); i++) {
      long offset = sorted.get(i).offset();
      if (sorted.get(i - 1).end() > offset) {
        long cluster = geometry.clusterAt(offset);
        throw FatGeometry.malformed(
            offsetOfEntry(cluster), "a chain that does not return to itself", cluster);
      }
    }
  }

  private long checked(Link link) {
    if (!geometry.isCluster(link.cluster())) {
      throw FatGeometry.malformed(
          link.offset(), "a cluster from 2 to " + (geometry.clusters() + 1), link.cluster());
    }
    return link.cluster();
  }

  private Link next(long cluster) throws IOException {
    return new Link(entry(cluster), offsetOfEntry(cluster));
  }

  /// The byte of the disk where a cluster's entry starts.
  private long offsetOfEntry(long cluster) {
    return geometry.table().offset() + cluster * geometry.bits() / 8;
  }

  /// The entry of a cluster, with the ends of FAT12 and FAT16 widened to those of FAT32.
  private long entry(long cluster) throws IOException {
    return switch (geometry.bits()) {
      case 12 -> widened(twelveBits(cluster), 0xFF8);
      case 16 -> widened(byteAt(cluster * 2) | byteAt(cluster * 2 + 1) << 8, 0xFFF8);
      default ->
          byteAt(cluster * 4)
              | byteAt(cluster * 4 + 1) << 8
              | byteAt(cluster * 4 + 2) << 16
              | (byteAt(cluster * 4 + 3) & 0x0F) << 24;
    };
  }

  private int twelveBits(long cluster) throws IOException {
    long offset = cluster * 3 / 2;
    int both = byteAt(offset) | byteAt(offset + 1) << 8;
    return (cluster & 1) == 0 ? both & 0xFFF : both >> 4;
  }

  private static long widened(int entry, int end) {
    return entry >= end ? END : entry;
  }

  private int byteAt(long offset) throws IOException {
    long start = offset - offset % WINDOW_BYTES;
    if (start != windowOffset) {
      int length = (int) Math.min(WINDOW_BYTES, geometry.table().length() - start);
      disk.read(geometry.table().offset() + start, window.clear().limit(length));
      windowOffset = start;
    }
    return window.get((int) (offset - start)) & 0xFF;
  }

  /// The number of a cluster.
  ///
  /// @param offset where it stands on the disk, in bytes
  record Link(long cluster, long offset) {}
}
