package io.tain.store.read;

import io.tain.base.ByteRange;
import io.tain.base.Digest;
import io.tain.disk.Extent;
import io.tain.store.DamagedException;
import io.tain.store.StoredDisk;
import io.tain.store.manifest.Manifest;
import io.tain.store.manifest.Segment;
import io.tain.store.pack.PackFooter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A stored disk: manifest segment, location, frame cache, one ranged read of a blob.
final class PackDisk implements StoredDisk {
  private static final byte[] ZEROS = new byte[64 * 1024];

  private final ManifestReader manifestReader;
  private final Manifest manifest;
  private final SegmentCache segments;
  private final FrameCache frames;
  private final ReadAhead readAhead;
  private final AtomicLong fetched;

  PackDisk(ManifestReader manifestReader, FrameCache frames, AtomicLong fetched) {
    this.manifestReader = manifestReader;
    this.manifest = manifestReader.manifest();
    this.segments = new SegmentCache(manifestReader);
    this.frames = frames;
    this.readAhead = new ReadAhead(frames, fetched::addAndGet);
    this.fetched = fetched;
  }

  @Override
  public long sizeBytes() {
    return manifest.virtualSizeBytes();
  }

  @Override
  public Digest contentDigest() {
    return manifest.contentDigest();
  }

  @Override
  public long dataBytes() {
    return manifest.dataBytes();
  }

  @Override
  public long fetchedBytes() {
    return fetched.get();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0 || offset > sizeBytes() - target.remaining()) {
      throw new IllegalArgumentException(
          "offset %d, %d bytes of %d".formatted(offset, target.remaining(), sizeBytes()));
    }
    long at = offset;
    while (target.hasRemaining()) {
      int index = (int) (at / Manifest.SEGMENT_SPAN_BYTES);
      int inSegment = (int) (at % Manifest.SEGMENT_SPAN_BYTES);
      int length = Math.min(target.remaining(), Manifest.SEGMENT_SPAN_BYTES - inSegment);
      readSegment(index, inSegment, slice(target, length));
      at += length;
    }
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    if (range.end() > sizeBytes()) {
      throw new IllegalArgumentException(range + " of " + sizeBytes());
    }
    var list = new ExtentList(range);
    long at = range.offset();
    while (at < range.end()) {
      int index = (int) (at / Manifest.SEGMENT_SPAN_BYTES);
      long start = (long) index * Manifest.SEGMENT_SPAN_BYTES;
      long end = Math.min(range.end(), start + Manifest.SEGMENT_SPAN_BYTES);
      Optional<PlacedSegment> placed = segments.get(index);
      if (placed.isPresent()) {
        addRuns(placed.get().segment(), start, ByteRange.between(at, end), list);
      }
      at = end;
    }
    return list.finish();
  }

  @Override
  public void close() {
    // Blobs and caches belong to the store.
  }

  private static void addRuns(Segment segment, long start, ByteRange range, ExtentList list) {
    int run = segment.firstEndingAfter(range.offset() - start);
    while (run < segment.runs() && start + segment.start(run) < range.end()) {
      list.addData(start + segment.start(run), start + segment.end(run));
      run++;
    }
  }

  private void readSegment(int index, int start, ByteBuffer target) throws IOException {
    Optional<PlacedSegment> placed = segments.get(index);
    if (placed.isEmpty()) {
      zero(target, target.remaining());
      return;
    }
    Segment segment = placed.get().segment();
    int run = segment.firstEndingAfter(start);
    int at = start;
    while (target.hasRemaining()) {
      int runStart = run < segment.runs() ? segment.start(run) : Integer.MAX_VALUE;
      if (at < runStart) {
        int hole = Math.min(target.remaining(), runStart - at);
        zero(target, hole);
        at += hole;
      } else {
        int length = (int) Math.min(target.remaining(), segment.end(run) - at);
        readRun(placed.get(), run, at - runStart, slice(target, length));
        at += length;
        run++;
      }
    }
  }

  private void readRun(PlacedSegment placed, int run, int offsetInRun, ByteBuffer target)
      throws IOException {
    Segment segment = placed.segment();
    PackFooter footer = manifestReader.footerOf(placed, run);
    int entry = footer.find(segment.prefixHigh(run), segment.prefixLow(run));
    int inChunk = segment.chunkOffset(run) + offsetInRun;
    if (inChunk + target.remaining() > footer.entryBytes(entry)) {
      throw new DamagedException(
          "pack " + footer.pack(),
          0,
          "a chunk of at least " + (inChunk + target.remaining()),
          footer.entryBytes(entry));
    }
    int frame = footer.frameOf(entry);
    byte[] plain = frames.get(footer, frame, fetched::addAndGet);
    target.put(plain, footer.offsetInFrame(entry) + inChunk, target.remaining());
    readAhead.used(footer, frame);
  }

  /// The next `length` bytes of `target`, which is moved behind them.
  private static ByteBuffer slice(ByteBuffer target, int length) {
    ByteBuffer slice = target.slice(target.position(), length);
    target.position(target.position() + length);
    return slice;
  }

  private static void zero(ByteBuffer target, int length) {
    int left = length;
    while (left > 0) {
      int count = Math.min(left, ZEROS.length);
      target.put(ZEROS, 0, count);
      left -= count;
    }
  }

  /// Collects extents, neighbours of one kind joined.
  private static final class ExtentList {
    private final ByteRange bounds;
    private final List<Extent> extents = new ArrayList<>();
    private long dataStart;
    private long dataEnd;

    ExtentList(ByteRange bounds) {
      this.bounds = bounds;
      this.dataStart = bounds.offset();
      this.dataEnd = bounds.offset();
    }

    void addData(long start, long end) {
      long from = Math.max(start, bounds.offset());
      if (from > dataEnd) {
        flush(from);
        dataStart = from;
      }
      dataEnd = Math.min(end, bounds.end());
    }

    List<Extent> finish() {
      flush(bounds.end());
      return List.copyOf(extents);
    }

    private void flush(long holeEnd) {
      if (dataEnd > dataStart) {
        extents.add(new Extent.Data(ByteRange.between(dataStart, dataEnd)));
      }
      if (holeEnd > dataEnd) {
        extents.add(new Extent.Zero(ByteRange.between(dataEnd, holeEnd)));
      }
    }
  }
}
