package io.tain.disk.residue;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.VirtualDisk;
import io.tain.disk.mapped.BoundedCache;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A file from its disk and its residue, with random access.
///
/// Safe for concurrent use.
final class RestoredFile implements VirtualDisk {
  private static final int MAX_BLOCKS = 32;

  private final VirtualDisk disk;
  private final Residue residue;
  private final Segments segments;
  private final BoundedCache<Integer, byte[]> pieces = new BoundedCache<>(MAX_BLOCKS);
  private final BoundedCache<Long, byte[]> blocks = new BoundedCache<>(MAX_BLOCKS);

  RestoredFile(VirtualDisk disk, Residue residue) {
    this.disk = disk;
    this.residue = residue;
    this.segments = residue.segments();
    for (int i = 0; i < segments.count(); i++) {
      long length = segments.kind(i) == Segments.HELD ? segments.end(i) - segments.start(i) : 0;
      if (length > 0 && segments.source(i) > disk.sizeBytes() - length) {
        throw new MalformedDiskException(
            Residue.FORMAT,
            segments.start(i),
            "a disk that reaches to byte %d".formatted(segments.source(i) + length),
            disk.sizeBytes());
      }
    }
  }

  @Override
  public long sizeBytes() {
    return segments.end();
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int limit = target.limit();
    require(offset, target.remaining());
    long at = offset;
    while (target.hasRemaining()) {
      int index = segments.at(at);
      int length = (int) Math.min(segments.end(index) - at, target.remaining());
      target.limit(target.position() + length);
      long inSegment = at - segments.start(index);
      long source = segments.source(index);
      switch (segments.kind(index)) {
        case Segments.ZEROS -> MemorySegment.ofBuffer(target).fill((byte) 0);
        case Segments.HELD -> disk.read(source + inSegment, target.duplicate());
        case Segments.PACKED -> {
          byte[] block = block(source);
          if (block.length != segments.end(index) - segments.start(index)) {
            throw new MalformedDiskException(
                Residue.FORMAT, at, "a block that is compressed as it was", "another disk");
          }
          target.duplicate().put(block, (int) inSegment, length);
        }
        default -> readLiteral(source + inSegment, target.duplicate());
      }
      target.position(target.limit()).limit(limit);
      at += length;
    }
  }

  @Override
  public List<Extent> extents(ByteRange range) {
    require(range.offset(), range.length());
    var extents = new ArrayList<Extent>();
    for (long at = range.offset(); at < range.end(); ) {
      int index = segments.at(at);
      var run = ByteRange.between(at, Math.min(segments.end(index), range.end()));
      boolean isZero = segments.kind(index) == Segments.ZEROS;
      extents.add(isZero ? new Extent.Zero(run) : new Extent.Data(run));
      at = run.end();
    }
    return extents;
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  private byte[] block(long diskOffset) throws IOException {
    return blocks.get(
        diskOffset,
        () -> {
          Residue.Packing packing = residue.packing();
          byte[] block = new byte[packing.blockBytes()];
          new HostFile(disk).read(diskOffset, ByteBuffer.wrap(block));
          return Recompression.of(block, packing.codec());
        });
  }

  private void readLiteral(long from, ByteBuffer target) throws IOException {
    long at = from;
    while (target.hasRemaining()) {
      int index = (int) (at / Literals.PIECE_BYTES);
      byte[] piece = pieces.get(index, () -> residue.literals().piece(index));
      int inPiece = (int) (at % Literals.PIECE_BYTES);
      int length = Math.min(piece.length - inPiece, target.remaining());
      target.put(piece, inPiece, length);
      at += length;
    }
  }

  private void require(long offset, long length) {
    if (offset < 0 || offset > sizeBytes() - length) {
      throw new IllegalArgumentException(
          "offset %d, length %d, size %d".formatted(offset, length, sizeBytes()));
    }
  }
}
