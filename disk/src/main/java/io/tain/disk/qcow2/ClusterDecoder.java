package io.tain.disk.qcow2;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.tain.disk.MalformedDiskException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses clusters into exactly their size, and keeps the last ones.
///
/// Safe for concurrent use.
final class ClusterDecoder {
  private static final int CACHE_BYTES = 4 << 20;

  private final HostFile file;
  private final boolean isZstd;
  private final int clusterBytes;
  private final BoundedCache<Long, byte[]> decoded;

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
    if (skippedBytes == 0 && target.remaining() == clusterBytes) {
      target.put(decode(entry));
    } else {
      byte[] cluster = decoded.get(entry.hostOffset(), () -> decode(entry));
      target.put(cluster, skippedBytes, target.remaining());
    }
  }

  private byte[] decode(ClusterEntry.Compressed entry) throws IOException {
    byte[] packed = file.read(entry.hostOffset(), entry.length()).array();
    byte[] cluster = new byte[clusterBytes];
    try {
      long length = isZstd ? unpackZstd(packed, cluster) : inflate(packed, cluster);
      if (length != clusterBytes) {
        throw malformed(entry, length + " bytes");
      }
      return cluster;
    } catch (DataFormatException | ZstdException damage) {
      throw (MalformedDiskException)
          malformed(entry, String.valueOf(damage.getMessage())).causedBy(damage);
    }
  }

  private static int inflate(byte[] packed, byte[] cluster) throws DataFormatException {
    var inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      int length = 0;
      while (length < cluster.length && !inflater.finished() && !inflater.needsInput()) {
        int step = inflater.inflate(cluster, length, cluster.length - length);
        if (step == 0 && inflater.needsDictionary()) {
          return length;
        }
        length += step;
      }
      return length;
    } finally {
      inflater.end();
    }
  }

  // What follows the frame up to the end of its last sector belongs to the next cluster.
  private static long unpackZstd(byte[] packed, byte[] cluster) {
    long frameBytes = Zstd.findFrameCompressedSize(packed, 0, packed.length);
    if (Zstd.isError(frameBytes)) {
      throw new ZstdException(frameBytes);
    }
    return Zstd.decompressByteArray(
        cluster, 0, cluster.length, packed, 0, Math.toIntExact(frameBytes));
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
