package io.tain.fs.ext4;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import io.tain.fs.MalformedFileSystemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/// The blocks of a file system; those of its tables are kept for a while.
///
/// Safe for concurrent use: `recent` is guarded by itself, the disk is read outside of the lock.
final class Blocks {
  private static final int CACHE_BYTES = 2 << 20;

  /// What the journal takes out of blocks that start like its own.
  private static final byte[] MAGIC =
      ByteBuffer.allocate(Integer.BYTES).putInt(JournalSuperblock.MAGIC).array();

  private final VirtualDisk disk;
  private final int blockBytes;
  private final long count;
  private final ReplayedBlocks replayed;
  private final Map<Long, ByteBuffer> recent;

  /// @param replayed the blocks whose content is another one's
  Blocks(VirtualDisk disk, int blockBytes, long count, ReplayedBlocks replayed) {
    this.replayed = replayed;
    this.disk = disk;
    this.blockBytes = blockBytes;
    this.count = count;
    int kept = CACHE_BYTES / blockBytes;
    this.recent =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
            return size() > kept;
          }
        };
  }

  int blockBytes() {
    return blockBytes;
  }

  long count() {
    return count;
  }

  /// A block of a table, read-only and little-endian.
  ///
  /// @param from the byte of the disk where the block's number stands
  /// @throws MalformedFileSystemException if the file system has no such block
  ByteBuffer table(long block, long from) throws IOException {
    check(block, 1, from);
    synchronized (recent) {
      ByteBuffer known = recent.get(block);
      if (known != null) {
        return known.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    ByteBuffer bytes = ByteBuffer.allocate(blockBytes);
    data(block, 0, bytes);
    ByteBuffer sealed = bytes.flip().asReadOnlyBuffer();
    synchronized (recent) {
      recent.put(block, sealed);
    }
    return sealed.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Fills `target` with the bytes at `offset` of a run of blocks that was checked.
  void data(long block, long offset, ByteBuffer target) throws IOException {
    if (replayed.isEmpty()) {
      disk.read(block * blockBytes + offset, target);
      return;
    }
    long at = block * blockBytes + offset;
    while (target.hasRemaining()) {
      int within = (int) (at % blockBytes);
      int count = Math.min(target.remaining(), blockBytes - within);
      readBlock(at / blockBytes, within, target.slice(target.position(), count));
      target.position(target.position() + count);
      at += count;
    }
  }

  private void readBlock(long block, int within, ByteBuffer target) throws IOException {
    if (!replayed.has(block)) {
      disk.read(block * blockBytes + within, target);
      return;
    }
    disk.read(replayed.placeOf(block) * blockBytes + within, target);
    for (int i = within; i < Math.min(MAGIC.length, within + target.limit()); i++) {
      if (replayed.isEscaped(block)) {
        target.put(i - within, MAGIC[i]);
      }
    }
  }

  /// Where a run of blocks lies on the disk.
  ByteRange range(long block, long blocks) {
    return new ByteRange(block * blockBytes, blocks * blockBytes);
  }

  /// Makes sure that a run of blocks is part of the file system.
  ///
  /// @param from the byte of the disk where the run is named
  void check(long block, long blocks, long from) {
    if (block <= 0 || block >= count || blocks > count - block) {
      throw malformed(from, "a block from 1 to " + (count - 1), block + " + " + blocks);
    }
  }

  /// The byte of the disk where a block starts, for messages.
  long offsetOf(long block) {
    return block * blockBytes;
  }

  static MalformedFileSystemException malformed(long offset, String expected, Object found) {
    return new MalformedFileSystemException("ext4", offset, expected, found);
  }
}
