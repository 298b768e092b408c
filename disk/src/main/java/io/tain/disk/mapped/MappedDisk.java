package io.tain.disk.mapped;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.Place;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.BlockMap.Run;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/// A disk whose blocks lie at places in a file.
///
/// Decompressed blocks that were used last are held. Safe for concurrent use.
public final class MappedDisk implements VirtualDisk {
  private static final int MAX_DECODED_BLOCKS = 64;

  private final HostFile file;
  private final long sizeBytes;
  private final BlockMap map;
  private final BlockDecoder decoder;
  /// By where they begin on the disk: what stands in the file may be meant for one place only.
  private final BoundedCache<Long, ByteBuffer> decoded = new BoundedCache<>(MAX_DECODED_BLOCKS);

  /// The disk of so many bytes in a file, which is closed with it.
  ///
  /// @param map never tells of a compressed block
  public MappedDisk(HostFile file, long sizeBytes, BlockMap map) {
    this(
        file,
        sizeBytes,
        map,
        run -> {
          throw new IllegalStateException("a compressed block at " + run.hostOffset());
        });
  }

  /// The disk of so many bytes in a file with compressed blocks, which is closed with it.
  public MappedDisk(HostFile file, long sizeBytes, BlockMap map, BlockDecoder decoder) {
    this.file = file;
    this.sizeBytes = sizeBytes;
    this.map = map;
    this.decoder = decoder;
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int limit = target.limit();
    require(offset, target.remaining());
    long at = offset;
    long end = offset + target.remaining();
    while (at < end) {
      Run run = map.at(at);
      int length = (int) (Math.min(run.end(), end) - at);
      target.limit(target.position() + length);
      switch (run) {
        case Run.Zeros _ -> {
          MemorySegment.ofBuffer(target).fill((byte) 0);
          target.position(target.limit());
        }
        case Run.Stored(_, var hostOffset) -> file.read(hostOffset, target);
        case Run.Packed packed -> {
          ByteBuffer block = decoded.get(packed.start(), () -> decoder.decode(packed));
          target.put(block.slice((int) (at - packed.start()), length));
        }
      }
      target.limit(limit);
      at += length;
    }
  }

  /// Tells where the bytes of the disk stand in the file, in the order of the disk.
  ///
  /// @param headerBytes so many of them stand before a compressed block
  /// @param codec of compressed blocks
  public void places(int headerBytes, Place.Codec codec, Place.Sink sink) throws IOException {
    for (long at = 0; at < sizeBytes; ) {
      Run run = map.at(at);
      switch (run) {
        case Run.Zeros _ -> {}
        case Run.Stored(var end, var host) ->
            sink.accept(new Place.Stored(at, host, Math.min(end, sizeBytes) - at));
        case Run.Packed(var start, var end, var host) ->
            sink.accept(new Place.Packed(start, host + headerBytes, (int) (end - start), codec));
      }
      at = run.end();
    }
  }

  @Override
  public List<Extent> extents(ByteRange range) throws IOException {
    require(range.offset(), range.length());
    var extents = new ExtentList(file.bytes(), range.offset());
    long at = range.offset();
    while (at < range.end()) {
      Run run = map.at(at);
      long end = Math.min(run.end(), range.end());
      switch (run) {
        case Run.Zeros _ -> extents.zerosTo(end);
        case Run.Stored(_, var hostOffset) -> extents.heldTo(end, hostOffset);
        case Run.Packed _ -> extents.dataTo(end);
      }
      at = end;
    }
    return extents.toList();
  }

  @Override
  public void close() throws IOException {
    file.bytes().close();
  }

  private void require(long offset, long length) {
    if (offset < 0 || offset > sizeBytes - length) {
      throw new IllegalArgumentException(
          "offset %d, length %d, size %d".formatted(offset, length, sizeBytes));
    }
  }
}
