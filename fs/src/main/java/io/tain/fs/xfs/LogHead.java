package io.tain.fs.xfs;

import io.tain.fs.UnsupportedFileSystemException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The end of the log, which tells whether the file system was left in order.
///
/// The log is a ring of sectors of 512 bytes, whose first word counts the rounds: the head is where
/// that number falls. A file system that was unmounted has a record of just that before its head.
///
/// Source: `xlog_find_head`, `xlog_find_zeroed` and `xlog_check_unmount_rec` of fs/xfs of the
/// kernel.
///
/// | byte of a record | 0 | 4 | 8 | 12 | 40 | 320 |
/// |---|---|---|---|---|---|---|
/// | | magic | round | version | length | operations | size of a buffer |
///
/// | byte of an operation | 0 | 4 | 8 | 9 |
/// |---|---|---|---|---|
/// | | transaction | length | client | flags |
final class LogHead {
  private static final int MAGIC = 0xFEEDBABE;
  private static final int SECTOR_BYTES = 512;
  private static final int HEADER_CYCLE_BYTES = 32768;
  private static final int MAX_RECORD_SECTORS = (256 * 1024 + 8 * SECTOR_BYTES) / SECTOR_BYTES;
  private static final int VERSION_2 = 2;
  private static final int UNMOUNT = 0x20;

  private final Superblock superblock;
  private final Blocks blocks;
  private final long sectors;

  LogHead(Superblock superblock, Blocks blocks) {
    this.superblock = superblock;
    this.blocks = blocks;
    this.sectors = superblock.logBlocks() * superblock.blockBytes() / SECTOR_BYTES;
  }

  /// Makes sure that nothing in the log is still to be written to its place.
  ///
  /// @throws UnsupportedFileSystemException if the file system was not unmounted
  void requireClean() throws IOException {
    blocks.check(superblock.logStart(), superblock.logBlocks(), Superblock.LOG_START);
    if (cycle(0) != 0 && !endsWithUnmount(head())) {
      throw new UnsupportedFileSystemException(
          "xfs", "dirty log (mount and unmount it once, or run xfs_repair)");
    }
  }

  /// The sector after the newest record; the number of sectors when that is the last one.
  private long head() throws IOException {
    int first = cycle(0);
    int last = cycle(sectors - 1);
    if (first == last) {
      return sectors;
    }
    long low = 0;
    long high = sectors - 1;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (cycle(middle) == last) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private boolean endsWithUnmount(long head) throws IOException {
    long most = Math.min(MAX_RECORD_SECTORS, sectors - 1);
    for (long back = 2; back <= most; back++) {
      long start = Math.floorMod(head - back, sectors);
      ByteBuffer record = sector(start);
      if (record.getInt(0) == MAGIC) {
        return isUnmount(record, start, back);
      }
    }
    return false;
  }

  /// @param length in sectors, from the record's start to the head
  private boolean isUnmount(ByteBuffer record, long start, long length) throws IOException {
    long headers = 1;
    if ((record.getInt(8) & VERSION_2) != 0) {
      headers = Math.max(1, Math.ceilDiv(unsigned(record, 320), HEADER_CYCLE_BYTES));
    }
    long dataSectors = Math.ceilDiv(unsigned(record, 12), SECTOR_BYTES);
    if (headers + dataSectors != length || record.getInt(40) != 1) {
      return false;
    }
    ByteBuffer operation = sector((start + headers) % sectors);
    return (operation.get(9) & UNMOUNT) != 0;
  }

  private int cycle(long index) throws IOException {
    ByteBuffer sector = sector(index);
    return sector.getInt(0) == MAGIC ? sector.getInt(4) : sector.getInt(0);
  }

  private ByteBuffer sector(long index) throws IOException {
    ByteBuffer sector = ByteBuffer.allocate(SECTOR_BYTES);
    blocks.data(superblock.logStart(), index * SECTOR_BYTES, sector);
    return sector.flip();
  }

  private static long unsigned(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }
}
