package io.tain.disk.vhd;

import io.tain.disk.MalformedDiskException;
import io.tain.disk.mapped.BlockMap;
import io.tain.disk.mapped.BoundedCache;
import io.tain.disk.mapped.Claims;
import io.tain.disk.mapped.HostFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/// Where the blocks of a dynamic disk lie; each begins with a bitmap of the sectors that it holds.
///
/// The whole table is held, four bytes for a block. Safe for concurrent use.
final class BlockTable implements BlockMap {
  private static final int ABSENT = -1;
  private static final int SECTOR_BYTES = 512;
  private static final int CACHE_BYTES = 4 << 20;
  private static final int MAX_BITMAPS = 1024;
  private static final int MAX_JOINED_BLOCKS = 4096;

  private final HostFile file;
  private final ByteBuffer entries;
  private final int blocks;
  private final int blockBytes;
  private final int bitmapBytes;
  private final BoundedCache<Integer, BitSet> bitmaps;

  private BlockTable(HostFile file, ByteBuffer entries, int blockBytes) {
    this.file = file;
    this.entries = entries;
    this.blocks = entries.limit() / 4;
    this.blockBytes = blockBytes;
    this.bitmapBytes = bitmapBytes(blockBytes);
    this.bitmaps = new BoundedCache<>(Math.clamp(CACHE_BYTES / bitmapBytes, 1, MAX_BITMAPS));
  }

  /// How long the bitmap before a block's data is, in whole sectors.
  static int bitmapBytes(int blockBytes) {
    int bytes = Math.max(1, blockBytes / SECTOR_BYTES / 8);
    return (bytes + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
  }

  /// Reads the table of a file whose headers were found good.
  ///
  /// @throws MalformedDiskException if a block does not lie inside the file, or two overlap
  static BlockTable read(HostFile file, DynamicHeader header, long sizeBytes) throws IOException {
    int blockBytes = (int) header.blockBytes();
    int blocks = Math.toIntExact((sizeBytes - 1) / blockBytes + 1);
    var table =
        new BlockTable(
            file, file.read(header.tableOffset(), Math.multiplyExact(blocks, 4)), blockBytes);
    table.check(header.tableOffset());
    return table;
  }

  /// How many blocks the file holds.
  int storedBlocks() {
    int stored = 0;
    for (int block = 0; block < blocks; block++) {
      stored += entries.getInt(block * 4) == ABSENT ? 0 : 1;
    }
    return stored;
  }

  @Override
  public Run at(long offset) throws IOException {
    int block = (int) (offset / blockBytes);
    int entry = entries.getInt(block * 4);
    if (entry == ABSENT) {
      return new Run.Zeros(endOfAbsence(block));
    }
    long start = (long) block * blockBytes;
    BitSet held = bitmaps.get(block, () -> bitmap(entry));
    int sector = (int) (offset - start) / SECTOR_BYTES;
    if (!held.get(sector)) {
      int next = held.nextSetBit(sector);
      return new Run.Zeros(next < 0 ? start + blockBytes : start + (long) next * SECTOR_BYTES);
    }
    int end = Math.min(held.nextClearBit(sector), blockBytes / SECTOR_BYTES);
    return new Run.Stored(
        start + (long) end * SECTOR_BYTES, place(entry) + bitmapBytes + offset - start);
  }

  private void check(long tableOffset) {
    var claims = new Claims();
    long length = bitmapBytes + (long) blockBytes;
    for (int block = 0; block < blocks; block++) {
      int entry = entries.getInt(block * 4);
      if (entry != ABSENT) {
        long end = file.sizeBytes() - VhdFooter.BYTES;
        if (place(entry) < VhdFooter.BYTES || place(entry) > end - length) {
          throw malformed(tableOffset + block * 4L, "a block inside the file", place(entry));
        }
        claims.add(place(entry));
      }
    }
    claims
        .overlap(length)
        .ifPresent(
            offset -> {
              throw malformed(offset, "only one block", "another one as well");
            });
  }

  private long endOfAbsence(int block) {
    int end = block + 1;
    int last = Math.min(blocks, block + MAX_JOINED_BLOCKS);
    while (end < last && entries.getInt(end * 4) == ABSENT) {
      end++;
    }
    return (long) end * blockBytes;
  }

  /// Its bits count from the highest of each byte on.
  private BitSet bitmap(int entry) throws IOException {
    ByteBuffer bytes = file.read(place(entry), bitmapBytes);
    for (int i = 0; i < bitmapBytes; i++) {
      bytes.put(i, (byte) (Integer.reverse(bytes.get(i)) >>> 24));
    }
    return BitSet.valueOf(bytes);
  }

  private static long place(int entry) {
    return (entry & 0xFFFF_FFFFL) * SECTOR_BYTES;
  }

  private static MalformedDiskException malformed(long offset, String expected, Object found) {
    return new MalformedDiskException(VhdRules.FORMAT, "H1", offset, expected, found);
  }
}
