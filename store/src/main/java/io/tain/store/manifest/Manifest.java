package io.tain.store.manifest;

import io.tain.base.Digest;
import io.tain.store.ChunkId;
import java.util.ArrayList;
import java.util.List;

/// One disk: its size, its identity, and its segments by their ids.
///
/// @param dataBytes what is not a hole
/// @param gridOrigins where the cutting grid restarts, in bytes, ascending
/// @param segments one for each GiB; [#HOLE] where there is nothing but a hole
public record Manifest(
    long virtualSizeBytes,
    Digest contentDigest,
    long dataBytes,
    List<Long> gridOrigins,
    List<ChunkId> segments) {
  /// The bytes of disk that a segment describes.
  public static final int SEGMENT_SPAN_BYTES = 1 << 30;

  /// Stands for a segment without data.
  public static final ChunkId HOLE = ChunkId.of(new byte[ChunkId.SIZE_BYTES]);

  /// The most grid origins of a disk.
  public static final int MAX_GRID_ORIGINS = 4096;

  private static final int MAGIC = 0x544d414e; // TMAN
  private static final int MAX_SEGMENTS = 1 << 20;
  private static final int MAX_PARAMETER_BYTES = 1024;
  private static final int CHUNKER = 1;

  public Manifest {
    gridOrigins = List.copyOf(gridOrigins);
    segments = List.copyOf(segments);
  }

  /// How many segments a disk of this size has.
  public static int segmentCount(long virtualSizeBytes) {
    return Math.toIntExact(Math.ceilDiv(virtualSizeBytes, (long) SEGMENT_SPAN_BYTES));
  }

  /// The plain bytes of the manifest.
  public byte[] encode() {
    var out = new ObjectWriter().number32(MAGIC).number16(1).number16(0);
    out.number64(virtualSizeBytes).number32(SEGMENT_SPAN_BYTES).number32(segments.size());
    out.bytes(contentDigest.bytes()).number64(dataBytes);
    out.number16(CHUNKER).number16(12).number32(4096).number32(16384).number32(65536);
    out.number16(gridOrigins.size());
    gridOrigins.forEach(out::number64);
    segments.forEach(segment -> out.bytes(segment.bytes()));
    return out.toBytes();
  }

  /// The manifest that these plain bytes are.
  ///
  /// @param object what to call it when it is damaged
  /// @throws io.tain.store.DamagedException if they are none
  public static Manifest decode(String object, byte[] bytes) {
    var in = new ObjectReader(object, bytes);
    in.magic(MAGIC);
    in.versionAndFlags();
    long size = in.number64("virtual size");
    int span = in.number32("span", SEGMENT_SPAN_BYTES);
    in.require("span of 1 GiB", span, span == SEGMENT_SPAN_BYTES);
    int count = in.number32("segments", MAX_SEGMENTS);
    in.require(
        "a segment for each GiB", count, count == Math.ceilDiv(size, (long) SEGMENT_SPAN_BYTES));
    Digest digest = Digest.sha256(in.bytes(32));
    long dataBytes = in.number64("data bytes");
    in.require("at most " + size + " data bytes", dataBytes, dataBytes <= size);
    int chunker = in.number16();
    in.require("chunker 1", chunker, chunker == CHUNKER);
    int parameterBytes = in.number16();
    in.require("parameters", parameterBytes, parameterBytes <= MAX_PARAMETER_BYTES);
    in.bytes(parameterBytes);
    List<Long> origins = gridOrigins(in, size);
    in.need(32L * count);
    var segments = new ArrayList<ChunkId>(count);
    for (int i = 0; i < count; i++) {
      segments.add(ChunkId.of(in.bytes(ChunkId.SIZE_BYTES)));
    }
    in.end();
    return new Manifest(size, digest, dataBytes, origins, segments);
  }

  private static List<Long> gridOrigins(ObjectReader in, long size) {
    int count = in.number16();
    in.require("grid origins", count, count <= MAX_GRID_ORIGINS);
    in.need(8L * count);
    var origins = new ArrayList<Long>(count);
    for (int i = 0; i < count; i++) {
      long origin = in.number64("a grid origin");
      in.require(
          "ascending origins on the disk",
          origin,
          origin <= size && (i == 0 || origin > origins.get(i - 1)));
      origins.add(origin);
    }
    return origins;
  }
}
