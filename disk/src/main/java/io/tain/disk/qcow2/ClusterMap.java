package io.tain.disk.qcow2;

import io.tain.disk.MalformedDiskException;
import io.tain.disk.mapped.BoundedCache;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/// The two levels of tables that say where each cluster lies; used parts of the second are held.
///
/// Safe for concurrent use.
final class ClusterMap {
  private static final int MAX_PART_BYTES = 16 << 10;
  private static final int CACHE_BYTES = 4 << 20;
  private static final long OFFSET = 0x00FF_FFFF_FFFF_FE00L;
  private static final long COPIED = 1L << 63;

  private final HostFile file;
  private final ByteBuffer l1;
  private final ClusterEntry.Decoder decoder;
  private final Shape shape;
  private final BoundedCache<Long, ByteBuffer> parts;

  /// The sizes that the header gives.
  record Shape(long virtualSizeBytes, int clusterBits, int entryBytes, int partBytes) {
    long entriesPerTable() {
      return (1L << clusterBits) / entryBytes;
    }

    long entriesPerPart() {
      return partBytes / entryBytes;
    }
  }

  private ClusterMap(HostFile file, ByteBuffer l1, ClusterEntry.Decoder decoder, Shape shape) {
    this.file = file;
    this.l1 = l1;
    this.decoder = decoder;
    this.shape = shape;
    this.parts = new BoundedCache<>(CACHE_BYTES / shape.partBytes());
  }

  /// Reads the first level, whose size and place the header's rules have bounded.
  ///
  /// @throws MalformedDiskException if an entry points outside the file or not to a cluster
  static ClusterMap read(Qcow2Header header, HostFile file) throws IOException {
    ByteBuffer l1 = file.read(header.l1Offset(), Math.toIntExact(header.neededL1Entries() * 8));
    var shape =
        new Shape(
            header.virtualSizeBytes(),
            header.clusterBits(),
            header.l2EntryBytes(),
            (int) Math.min(header.clusterBytes(), MAX_PART_BYTES));
    var decoder = ClusterEntry.Decoder.of(header, file.sizeBytes());
    var map = new ClusterMap(file, l1, decoder, shape);
    map.checkL1(header.l1Offset());
    return map;
  }

  private void checkL1(long l1Offset) {
    long clusterBytes = 1L << shape.clusterBits();
    for (int at = 0; at < l1.limit(); at += 8) {
      long entry = l1.getLong(at);
      long table = entry & OFFSET;
      if ((entry & ~(OFFSET | COPIED)) != 0
          || table % clusterBytes != 0
          || table > file.sizeBytes() - clusterBytes) {
        throw new MalformedDiskException(
            HeaderRules.FORMAT,
            "Q7",
            l1Offset + at,
            "an L2 table inside the file",
            Long.toHexString(entry));
      }
    }
  }

  /// Names the place of every table of the second level.
  void forEachTable(LongConsumer consumer) {
    for (int at = 0; at < l1.limit(); at += 8) {
      long table = l1.getLong(at) & OFFSET;
      if (table != 0) {
        consumer.accept(table);
      }
    }
  }

  /// Visits the clusters from `first` (inclusive) to `end` (exclusive) in order.
  ///
  /// @throws MalformedDiskException if an entry contradicts the format
  void visit(long first, long end, Visitor visitor) throws IOException {
    long cluster = first;
    while (cluster < end) {
      long inTable = cluster % shape.entriesPerTable();
      long tableEnd = Math.min(end, cluster - inTable + shape.entriesPerTable());
      long table = l1.getLong((int) (cluster / shape.entriesPerTable() * 8)) & OFFSET;
      if (table == 0) {
        visitor.absent(cluster, tableEnd);
        cluster = tableEnd;
      } else {
        long partEnd =
            Math.min(tableEnd, cluster - cluster % shape.entriesPerPart() + shape.entriesPerPart());
        visitPart(table, cluster, partEnd, visitor);
        cluster = partEnd;
      }
    }
  }

  private void visitPart(long table, long first, long end, Visitor visitor) throws IOException {
    long entryInTable = first % shape.entriesPerTable();
    long partIndex = entryInTable / shape.entriesPerPart();
    long partOffset = table + partIndex * shape.partBytes();
    ByteBuffer part = parts.get(partOffset, () -> file.read(partOffset, shape.partBytes()));
    int at = (int) (entryInTable % shape.entriesPerPart()) * shape.entryBytes();
    for (long cluster = first; cluster < end; cluster++) {
      long inUse = Math.min(1L << shape.clusterBits(), bytesFrom(cluster));
      long bits = shape.entryBytes() == 16 ? part.getLong(at + 8) : 0;
      visitor.cluster(cluster, decoder.decode(part.getLong(at), bits, partOffset + at, inUse));
      at += shape.entryBytes();
    }
  }

  private long bytesFrom(long cluster) {
    return shape.virtualSizeBytes() - (cluster << shape.clusterBits());
  }

  /// What is done with each cluster.
  interface Visitor {
    /// One cluster that has an entry.
    void cluster(long cluster, ClusterEntry entry) throws IOException;

    /// Clusters from `first` to `end` (exclusive) for which there is no table: zeros.
    void absent(long first, long end) throws IOException;
  }
}
