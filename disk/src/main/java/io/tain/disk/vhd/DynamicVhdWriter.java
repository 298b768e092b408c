package io.tain.disk.vhd;

import io.tain.base.local.FileWriting;
import io.tain.disk.DiskWriter;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.ContentName;
import io.tain.disk.copy.DataWindows;
import io.tain.disk.copy.SparseWriting;
import io.tain.disk.copy.ZeroRuns;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.UUID;

/// Writes a disk as a dynamic VHD with blocks of 2 MiB.
///
/// Blocks of zeros are left out; equal disks give equal files.
public final class DynamicVhdWriter implements DiskWriter {
  private static final int BLOCK_BYTES = DataWindows.WINDOW_BYTES;
  private static final int HEADER_AT = VhdFooter.BYTES;
  private static final int TABLE_AT = HEADER_AT + DynamicHeader.BYTES;

  @Override
  public void write(VirtualDisk disk, RandomAccessFile file) throws IOException {
    long sizeBytes = VhdSize.of(disk.sizeBytes());
    var blocks = new Blocks(file.getChannel(), sizeBytes);
    new DataWindows(disk).forEachInOrder(blocks::add);
    blocks.finish(sizeBytes);
  }

  /// The blocks of a new file, in the order of the disk.
  private static final class Blocks {
    private final FileChannel file;
    private final ByteBuffer table;
    private final int entries;
    private final ContentName name;
    private final ByteBuffer bitmap = ByteBuffer.allocate(BlockTable.bitmapBytes(BLOCK_BYTES));
    private long end;

    Blocks(FileChannel file, long sizeBytes) {
      this.file = file;
      this.entries = Math.toIntExact((sizeBytes - 1) / BLOCK_BYTES + 1);
      this.table = ByteBuffer.allocate((entries * 4 + 511) / 512 * 512);
      this.name = new ContentName("vhd", sizeBytes);
      this.end = (long) TABLE_AT + table.capacity();
      fill(table);
      fill(bitmap);
    }

    void add(long offset, ByteBuffer data) throws IOException {
      if (ZeroRuns.isZero(data)) {
        return;
      }
      name.add(offset, data);
      table.putInt((int) (offset / BLOCK_BYTES) * 4, (int) (end / 512));
      FileWriting.write(file, bitmap.duplicate(), end);
      SparseWriting.write(file, data, end + bitmap.capacity());
      end += bitmap.capacity() + BLOCK_BYTES;
    }

    void finish(long sizeBytes) throws IOException {
      UUID id = name.id();
      ByteBuffer footer = VhdFooter.of(VhdFooter.DYNAMIC, HEADER_AT, sizeBytes, id).bytes();
      FileWriting.write(file, footer.duplicate(), 0);
      FileWriting.write(file, DynamicHeader.of(TABLE_AT, entries, BLOCK_BYTES).bytes(), HEADER_AT);
      FileWriting.write(file, table, TABLE_AT);
      FileWriting.write(file, footer, end);
    }

    private static void fill(ByteBuffer bytes) {
      for (int i = 0; i < bytes.capacity(); i++) {
        bytes.put(i, (byte) 0xFF);
      }
    }
  }
}
