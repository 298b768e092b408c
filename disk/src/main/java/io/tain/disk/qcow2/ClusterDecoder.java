package io.tain.disk.qcow2;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.mapped.BoundedCache;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses clusters into exactly their size, and keeps the last ones that were read in part.
///
/// Safe for concurrent use.
final class ClusterDecoder {
  private static final int CACHE_BYTES = 4 << 20;
  private static final int MAX_SPARE_BUFFERS = 4;

  private final HostFile file;
  private final boolean isZstd;
  private final int clusterBytes;
  private final BoundedCache<ClusterEntry.Compressed, ByteBuffer> decoded;
  private final ArrayBlockingQueue<ByteBuffer> spare = new ArrayBlockingQueue<>(MAX_SPARE_BUFFERS);

  ClusterDecoder(HostFile file, Qcow2Header header) {
    this.file = file;
    this.isZstd = header.compression() == 1;
    this.clusterBytes = (int) header.clusterBytes();
    this.decoded = new BoundedCache<>(Math.clamp(CACHE_BYTES / clusterBytes, 2, 64));
  }

  /// Fills `target` from the decompressed cluster.
  ///
  /// @throws MalformedDiskException if it does not decompress to the size of a cluster
  void read(ClusterEntry.Compressed entry, int skippedBytes, ByteBuffer target) throws IOException {
    int length = target.remaining();
    if (length == clusterBytes && target.isDirect()) {
      decode(entry, target.slice());
      target.position(target.limit());
    } else {
      ByteBuffer cluster = decoded.get(entry, () -> decoded(entry));
      target.put(cluster.slice(skippedBytes, length));
    }
  }

  private ByteBuffer decoded(ClusterEntry.Compressed entry) throws IOException {
    ByteBuffer cluster = takeBuffer(clusterBytes);
    try {
      decode(entry, cluster.slice());
      return ByteBuffer.allocate(clusterBytes).put(cluster).flip();
    } finally {
      giveBack(cluster);
    }
  }

  private void decode(ClusterEntry.Compressed entry, ByteBuffer cluster) throws IOException {
    ByteBuffer packed = takeBuffer(entry.length());
    try {
      file.read(entry.hostOffset(), packed);
      packed.flip();
      long length = isZstd ? unpackZstd(packed, cluster) : inflate(packed, cluster);
      if (length != clusterBytes) {
        throw malformed(entry, length + " bytes");
      }
    } catch (DataFormatException | ZstdException damage) {
      throw (MalformedDiskException)
          malformed(entry, String.valueOf(damage.getMessage())).causedBy(damage);
    } finally {
      giveBack(packed);
    }
  }

  private static int inflate(ByteBuffer packed, ByteBuffer cluster) throws DataFormatException {
    var inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      while (cluster.hasRemaining() && !inflater.finished() && !inflater.needsInput()) {
        if (inflater.inflate(cluster) == 0 && inflater.needsDictionary()) {
          return cluster.position();
        }
      }
      return cluster.position() + overflow(inflater);
    } finally {
      inflater.end();
    }
  }

  /// Whether a full cluster is followed by more, 0 or 1 byte of it.
  private static int overflow(Inflater inflater) throws DataFormatException {
    return inflater.finished() ? 0 : inflater.inflate(new byte[1]);
  }

  // What follows the frame up to the end of its last sector belongs to the next cluster.
  private static long unpackZstd(ByteBuffer packed, ByteBuffer cluster) {
    long frameBytes = Zstd.findFrameCompressedSize(packed);
    if (Zstd.isError(frameBytes)) {
      throw new ZstdException(frameBytes);
    }
    return Zstd.decompressDirectByteBuffer(
        cluster, 0, cluster.remaining(), packed, 0, Math.toIntExact(frameBytes));
  }

  /// A direct buffer of this length; a compressed cluster never needs more than twice a plain one.
  private ByteBuffer takeBuffer(int length) {
    ByteBuffer buffer = spare.poll();
    if (buffer == null || buffer.capacity() < length) {
      buffer = ByteBuffer.allocateDirect(Math.max(length, 2 * clusterBytes + 512));
    }
    return buffer.clear().limit(length);
  }

  private void giveBack(ByteBuffer buffer) {
    buffer.clear();
    boolean _ = spare.offer(buffer);
  }

  private MalformedDiskException malformed(ClusterEntry.Compressed entry, String found) {
    return new MalformedDiskException(
        HeaderRules.FORMAT,
        "Q7",
        entry.hostOffset(),
        "a cluster of %d bytes compressed with %s"
            .formatted(clusterBytes, isZstd ? "zstd" : "zlib"),
        found);
  }
}
