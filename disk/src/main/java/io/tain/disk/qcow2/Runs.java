package io.tain.disk.qcow2;

import io.tain.base.ByteRange;
import java.io.IOException;

/// Joins what a walk over clusters finds to runs: zeros, plain bytes in one piece, compressed ones.
///
/// For one thread; `finish` hands over the last run.
final class Runs implements ClusterMap.Visitor {
  private static final int PARTS = 32;

  private final ByteRange range;
  private final int clusterBits;
  private final Sink sink;

  private long start;
  private long end;
  private long hostOffset;
  private boolean isPlain;

  /// @param range what of the clusters is asked for, in bytes of the disk
  Runs(ByteRange range, int clusterBits, Sink sink) {
    this.range = range;
    this.clusterBits = clusterBits;
    this.sink = sink;
    this.start = range.offset();
    this.end = range.offset();
  }

  @Override
  public void absent(long first, long end) throws IOException {
    zeros(end << clusterBits);
  }

  @Override
  public void cluster(long cluster, ClusterEntry entry) throws IOException {
    long at = cluster << clusterBits;
    switch (entry) {
      case ClusterEntry.Absent _ -> zeros(at + (1L << clusterBits));
      case ClusterEntry.Plain(var host, var parts) when parts == ClusterEntry.Plain.ALL_PARTS ->
          plain(at, at + (1L << clusterBits), host);
      case ClusterEntry.Plain(var host, var parts) -> parts(at, host, parts);
      case ClusterEntry.Compressed compressed -> compressed(at, compressed);
    }
  }

  /// Hands over the last run.
  void finish() throws IOException {
    if (end > start) {
      var run = ByteRange.between(start, end);
      if (isPlain) {
        sink.plain(run, hostOffset);
      } else {
        sink.zeros(run);
      }
    }
    start = end;
  }

  private void parts(long at, long host, int parts) throws IOException {
    long partBytes = (1L << clusterBits) / PARTS;
    for (int i = 0; i < PARTS; i++) {
      long offset = i * partBytes;
      if ((parts >>> i & 1) != 0) {
        plain(at + offset, at + offset + partBytes, host + offset);
      } else {
        zeros(at + offset + partBytes);
      }
    }
  }

  private void compressed(long at, ClusterEntry.Compressed entry) throws IOException {
    finish();
    long from = Math.max(at, range.offset());
    long to = Math.min(at + (1L << clusterBits), range.end());
    sink.compressed(ByteRange.between(from, to), from - at, entry);
    start = to;
    end = to;
  }

  private void zeros(long to) throws IOException {
    if (isPlain) {
      finish();
      isPlain = false;
    }
    end = Math.max(end, Math.min(to, range.end()));
  }

  private void plain(long from, long to, long host) throws IOException {
    long clipped = Math.max(from, range.offset());
    long clippedEnd = Math.min(to, range.end());
    if (clippedEnd <= clipped) {
      return;
    }
    long clippedHost = host + clipped - from;
    if (!isPlain || clippedHost != hostOffset + (end - start)) {
      finish();
      isPlain = true;
      hostOffset = clippedHost;
    }
    end = clippedEnd;
  }

  /// Takes the runs in order; all lie inside the range.
  interface Sink {
    void zeros(ByteRange run) throws IOException;

    void plain(ByteRange run, long hostOffset) throws IOException;

    /// Part of a compressed cluster.
    ///
    /// @param skippedBytes how far inside the cluster the run begins
    void compressed(ByteRange run, long skippedBytes, ClusterEntry.Compressed entry)
        throws IOException;
  }
}
