package io.tain.disk.qcow2;

import static io.tain.disk.qcow2.Qcow2Layout.CLUSTER_BYTES;
import static io.tain.disk.qcow2.Qcow2Layout.L2_ENTRIES;

import io.tain.base.local.FileWriting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Gives the clusters of a new file to data in the order in which it comes.
///
/// For one thread at a time.
final class Qcow2Allocation {
  private static final long COPIED = 1L << 63;
  private static final long COMPRESSED = 1L << 62;
  private static final int SECTOR_BITS = 9;

  /// Where the number of further sectors stands in the entry of a compressed cluster.
  private static final int SECTORS_AT = 62 - (Qcow2Layout.CLUSTER_BITS - 8);

  private final Qcow2Layout layout;
  private final FileChannel file;
  private final ByteBuffer l1;
  private final ByteBuffer l2 = ByteBuffer.allocate(CLUSTER_BYTES);
  private final Refcounts refcounts = new Refcounts();
  private long l2Index = -1;
  private long end;

  /// Up to where compressed clusters fill the cluster that they were packed into last.
  private long packedEnd;

  private long packedLimit;

  Qcow2Allocation(Qcow2Layout layout, FileChannel file) {
    this.layout = layout;
    this.file = file;
    this.l1 = ByteBuffer.allocate(layout.l1Entries() * 8);
    this.end = layout.firstFreeCluster() * CLUSTER_BYTES;
    refcounts.add(0, end);
  }

  /// Stores clusters of which some are compressed; those are packed one behind the other.
  ///
  /// @param clusters above all offsets before
  void write(PackedClusters clusters) throws IOException {
    for (PackedClusters.Place place : clusters.places()) {
      selectTable(place.offset());
      ByteBuffer bytes = clusters.bytes().slice(place.at(), place.length());
      if (place.isPlain()) {
        store(place.offset(), bytes);
      } else {
        storePacked(place.offset(), bytes);
      }
    }
  }

  /// Writes the tables; after that the file is whole.
  ///
  /// @param compression as the header calls it: 0 none or deflate, 1 zstd
  void finish(int compression) throws IOException {
    writeTable();
    FileWriting.write(file, layout.header(compression), 0);
    FileWriting.write(file, l1.rewind(), CLUSTER_BYTES);
    refcounts.write(file, end / CLUSTER_BYTES, layout.refcountTableCluster() * CLUSTER_BYTES);
  }

  private void storePacked(long offset, ByteBuffer packed) throws IOException {
    int length = packed.remaining();
    long start = roomFor(length);
    packedEnd = start + length;
    long furtherSectors = ((packedEnd - 1) >> SECTOR_BITS) - (start >> SECTOR_BITS);
    l2.putLong(entryAt(offset), COMPRESSED | (furtherSectors << SECTORS_AT) | start);
    refcounts.add(start, length);
    FileWriting.write(file, packed, start);
  }

  // In the cluster that was packed last, and over its end when the one behind it is free.
  private long roomFor(int length) {
    if (packedEnd + length <= packedLimit) {
      return packedEnd;
    }
    long start = packedLimit == end ? packedEnd : end;
    end += CLUSTER_BYTES;
    packedLimit = end;
    return start;
  }

  private void store(long offset, ByteBuffer clusters) throws IOException {
    long count = Qcow2Layout.divideUp(clusters.remaining(), CLUSTER_BYTES);
    int entryAt = entryAt(offset);
    for (int i = 0; i < count; i++) {
      l2.putLong(entryAt + i * Long.BYTES, COPIED | (end + (long) i * CLUSTER_BYTES));
    }
    long start = take(count);
    FileWriting.write(file, clusters, start);
  }

  private void selectTable(long offset) throws IOException {
    long index = tableOf(offset);
    if (index != l2Index) {
      writeTable();
      l2Index = index;
      l1.putLong((int) index * Long.BYTES, COPIED | take(1));
    }
  }

  private long take(long clusters) {
    long start = end;
    refcounts.add(start, clusters * CLUSTER_BYTES);
    end += clusters * CLUSTER_BYTES;
    return start;
  }

  private static int entryAt(long offset) {
    return (int) (offset / CLUSTER_BYTES % L2_ENTRIES) * Long.BYTES;
  }

  private static long tableOf(long offset) {
    return offset / CLUSTER_BYTES / L2_ENTRIES;
  }

  private void writeTable() throws IOException {
    if (l2Index >= 0) {
      FileWriting.write(file, l2.clear(), l1.getLong((int) l2Index * 8) & ~COPIED);
      l2.clear().put(new byte[CLUSTER_BYTES]);
    }
  }
}
