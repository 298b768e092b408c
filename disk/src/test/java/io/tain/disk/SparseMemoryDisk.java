package io.tain.disk;

import io.tain.base.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A disk in memory: blocks of 4 KiB that were written, and holes.
///
/// Reads are counted and can be made to fail. Writing is for one thread, before reading.
public final class SparseMemoryDisk implements VirtualDisk {
  public static final int BLOCK_BYTES = 4096;

  private final long sizeBytes;
  private final TreeMap<Long, byte[]> blocks = new TreeMap<>();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong readBytes = new AtomicLong();
  private volatile @Nullable IOException failure;
  private volatile boolean isClosed;

  public SparseMemoryDisk(long sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  /// A disk without holes that holds exactly these bytes.
  public static SparseMemoryDisk of(byte[] content) {
    var disk = new SparseMemoryDisk(content.length);
    disk.write(0, content);
    return disk;
  }

  /// Writes bytes; their blocks are no holes from then on.
  public void write(long offset, byte[] content) {
    if (offset < 0 || offset > sizeBytes - content.length) {
      throw new IllegalArgumentException("offset " + offset + ", length " + content.length);
    }
    int done = 0;
    while (done < content.length) {
      long at = offset + done;
      int inBlock = (int) (at % BLOCK_BYTES);
      int length = Math.min(BLOCK_BYTES - inBlock, content.length - done);
      byte[] block = blocks.computeIfAbsent(at / BLOCK_BYTES, _ -> new byte[BLOCK_BYTES]);
      System.arraycopy(content, done, block, inBlock, length);
      done += length;
    }
  }

  /// From now on every read fails with this.
  public void failWith(IOException failure) {
    this.failure = failure;
  }

  /// Calls of `read` so far.
  public long reads() {
    return reads.get();
  }

  /// Bytes read so far.
  public long readBytes() {
    return readBytes.get();
  }

  public boolean isClosed() {
    return isClosed;
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    IOException planned = failure;
    if (planned != null) {
      throw new IOException(planned);
    }
    if (offset < 0 || offset > sizeBytes - target.remaining()) {
      throw new IllegalArgumentException("offset " + offset + ", length " + target.remaining());
    }
    reads.incrementAndGet();
    readBytes.addAndGet(target.remaining());
    long at = offset;
    while (target.hasRemaining()) {
      int inBlock = (int) (at % BLOCK_BYTES);
      int length = Math.min(BLOCK_BYTES - inBlock, target.remaining());
      byte[] block = blocks.get(at / BLOCK_BYTES);
      if (block == null) {
        target.put(new byte[length]);
      } else {
        target.put(block, inBlock, length);
      }
      at += length;
    }
  }

  @Override
  public List<Extent> extents(ByteRange range) {
    if (range.end() > sizeBytes) {
      throw new IllegalArgumentException(range + " on a disk of " + sizeBytes);
    }
    var extents = new ArrayList<Extent>();
    long at = range.offset();
    while (at < range.end()) {
      boolean isData = blocks.containsKey(at / BLOCK_BYTES);
      long end = Math.min(range.end(), endOfRun(at / BLOCK_BYTES, isData));
      var run = ByteRange.between(at, end);
      extents.add(isData ? new Extent.Data(run) : new Extent.Zero(run));
      at = end;
    }
    return extents;
  }

  @Override
  public void close() {
    isClosed = true;
  }

  private long endOfRun(long first, boolean isData) {
    if (!isData) {
      Map.Entry<Long, byte[]> next = blocks.higherEntry(first);
      return next == null ? sizeBytes : next.getKey() * BLOCK_BYTES;
    }
    long block = first;
    while (blocks.containsKey(block)) {
      block++;
    }
    return block * BLOCK_BYTES;
  }
}
