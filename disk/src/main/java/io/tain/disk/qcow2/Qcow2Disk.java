package io.tain.disk.qcow2;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.Extent;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Place;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.ExtentList;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/// The disk in a qcow2 file that needs no other file.
///
/// Its tables are walked once when it is opened; after that at most 4 MiB of them and 4 MiB of
/// decompressed clusters are held, beside the first level (at most 8 MiB).
/// Safe for concurrent use.
public final class Qcow2Disk implements VirtualDisk {
  private final HostFile file;
  private final ClusterMap map;
  private final ClusterDecoder decoder;
  private final Qcow2Facts facts;
  private final int clusterBits;

  private Qcow2Disk(Qcow2Header header, HostFile file, ClusterMap map, Qcow2Facts facts) {
    this.file = file;
    this.map = map;
    this.decoder = new ClusterDecoder(file, header);
    this.facts = facts;
    this.clusterBits = header.clusterBits();
  }

  /// Opens the disk in the bytes of a file; closing it closes those too.
  ///
  /// @throws TainException the first of [#refusals]
  /// @throws MalformedDiskException if its tables contradict each other or leave the file
  public static Qcow2Disk open(VirtualDisk bytes) throws IOException {
    List<TainException> refusals = refusals(bytes);
    if (!refusals.isEmpty()) {
      throw refusals.getFirst();
    }
    var file = new HostFile(bytes);
    Qcow2Header header = Qcow2Header.read(bytes);
    HeaderRules.requireCountable(header, bytes);
    ClusterMap map = ClusterMap.read(header, file);
    return new Qcow2Disk(header, file, map, facts(header, Survey.of(header, file, map)));
  }

  /// Every reason that the header gives to refuse a file; nothing that it names is opened.
  ///
  /// @throws MalformedDiskException if the file is shorter than its header
  public static List<TainException> refusals(VirtualDisk bytes) throws IOException {
    return HeaderRules.refusals(Qcow2Header.read(bytes), bytes);
  }

  /// The virtual size that the header names, be it possible or not.
  ///
  /// @throws MalformedDiskException if the file is shorter than its header
  public static long claimedSizeBytes(VirtualDisk bytes) throws IOException {
    return Qcow2Header.read(bytes).virtualSizeBytes();
  }

  public Qcow2Facts facts() {
    return facts;
  }

  @Override
  public long sizeBytes() {
    return facts.virtualSizeBytes();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0 || offset > sizeBytes() - target.remaining()) {
      throw new IllegalArgumentException(
          "offset %d, length %d, size %d".formatted(offset, target.remaining(), sizeBytes()));
    }
    var range = new ByteRange(offset, target.remaining());
    walk(range, new Reader(target));
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    if (range.end() > sizeBytes()) {
      throw new IllegalArgumentException(range + " on a disk of " + sizeBytes() + " bytes");
    }
    var lister = new Lister(new ExtentList(file.bytes(), range.offset()));
    walk(range, lister);
    return lister.extents.toList();
  }

  /// Tells where the bytes of the disk stand in the file, in the order of the disk.
  ///
  /// @throws IOException as the sink does
  public void places(Place.Sink sink) throws IOException {
    Place.Codec codec = facts.compression().equals("zstd") ? Place.Codec.ZSTD : Place.Codec.DEFLATE;
    long step = 1L << 30;
    for (long at = 0; at < sizeBytes(); at += step) {
      walk(ByteRange.between(at, Math.min(at + step, sizeBytes())), new Placer(codec, sink));
    }
  }

  @Override
  public void close() throws IOException {
    file.bytes().close();
  }

  private void walk(ByteRange range, Runs.Sink sink) throws IOException {
    if (range.isEmpty()) {
      return;
    }
    var runs = new Runs(range, clusterBits, sink);
    map.visit(range.offset() >> clusterBits, ((range.end() - 1) >> clusterBits) + 1, runs);
    runs.finish();
  }

  private static Qcow2Facts facts(Qcow2Header header, Survey survey) {
    return new Qcow2Facts(
        header.version(),
        header.virtualSizeBytes(),
        header.clusterBytes(),
        header.compression() == 1 ? "zstd" : "zlib",
        survey.compressedClusters(),
        survey.dataBytes(),
        header.snapshots(),
        header.has(Qcow2Header.DIRTY));
  }

  /// Fills a buffer run by run.
  private final class Reader implements Runs.Sink {
    private final ByteBuffer target;
    private final int limit;

    Reader(ByteBuffer target) {
      this.target = target;
      this.limit = target.limit();
    }

    @Override
    public void zeros(ByteRange run) {
      take(run);
      MemorySegment.ofBuffer(target).fill((byte) 0);
      target.position(target.limit()).limit(limit);
    }

    @Override
    public void plain(ByteRange run, long hostOffset) throws IOException {
      take(run);
      file.read(hostOffset, target);
      target.limit(limit);
    }

    @Override
    public void compressed(ByteRange run, long skippedBytes, ClusterEntry.Compressed entry)
        throws IOException {
      take(run);
      decoder.read(entry, (int) skippedBytes, target);
      target.limit(limit);
    }

    private void take(ByteRange run) {
      target.limit(target.position() + (int) run.length());
    }
  }

  /// Tells runs as places.
  private final class Placer implements Runs.Sink {
    private final Place.Codec codec;
    private final Place.Sink sink;

    Placer(Place.Codec codec, Place.Sink sink) {
      this.codec = codec;
      this.sink = sink;
    }

    @Override
    public void zeros(ByteRange run) {
      // They stand nowhere.
    }

    @Override
    public void plain(ByteRange run, long hostOffset) throws IOException {
      sink.accept(new Place.Stored(run.offset(), hostOffset, run.length()));
    }

    @Override
    public void compressed(ByteRange run, long skippedBytes, ClusterEntry.Compressed entry)
        throws IOException {
      sink.accept(new Place.Packed(run.offset(), entry.hostOffset(), 1 << clusterBits, codec));
    }
  }

  /// Lists runs as extents.
  private record Lister(ExtentList extents) implements Runs.Sink {
    @Override
    public void zeros(ByteRange run) throws IOException {
      extents.zerosTo(run.end());
    }

    @Override
    public void plain(ByteRange run, long hostOffset) throws IOException {
      extents.heldTo(run.end(), hostOffset);
    }

    @Override
    public void compressed(ByteRange run, long skippedBytes, ClusterEntry.Compressed entry)
        throws IOException {
      extents.dataTo(run.end());
    }
  }
}
